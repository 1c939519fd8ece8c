### 計劃發給各人的訊息。

message-submitted = 我們已收到你在「{ $phase }」的申請 { $reference }。你可在申請頁面跟進，並下載回執。
    .subject = 已收到申請 { $reference }
    .occasion = 申請已遞交
message-asked = 為決定「{ $phase }」的申請 { $reference }，請在{ DATE($until) }或之前回覆。{ $text }
    .subject = 有關 { $reference } 的查詢，請在{ DATE($until) }前回覆
    .occasion = 向申請人查詢
asked-papers = 請提交：{ $papers }。
asked-words = 專員留言：「
    .end = 」
message-eligible = 你在「{ $phase }」的申請 { $reference } 符合所有條件。名額會在這一期決定時分配，日期見申請頁面。
    .subject = { $reference } 符合所有條件
    .occasion = 符合資格
message-ineligible = 你在「{ $phase }」的申請 { $reference } 不符合條件。原因：{ $why }如你不同意，可{ $days ->
        [0] 在{ MOMENT($until) }或之前，到 { $reference } 的頁面提出申訴
       *[other] 在 { $days } 天內申訴
    }。無論有沒有獲得資助，你都可以繼續在這裏免費查看自己的銷售報告。
    .subject = 有關 { $reference } 的決定
    .occasion = 不符合資格
message-appeal-granted = 有關 { $reference } 的申訴獲接納，申請會再作審視。{ $why }
    .subject = { $reference } 的申訴獲接納
    .occasion = 申訴獲接納
message-appeal-refused = 有關 { $reference } 的申訴不獲接納。{ $why }
    .subject = 有關 { $reference } 的申訴
    .occasion = 申訴不獲接納
message-selected = 你獲得「{ $phase }」的一個名額。請在{ DATE($until) }或之前於 { $reference } 的頁面接受；逾期由下一位遞補。
    .subject = 你獲得名額：請在{ DATE($until) }前接受
    .occasion = 獲得名額
message-waitlisted = 你在「{ $phase }」的申請 { $reference } 在輪候名單排第 { $number }。有名額空出時，由名單上的下一位遞補。任何人都可以核實次序如何產生。無論有沒有獲得資助，你都可以繼續在這裏免費查看自己的銷售報告。
    .subject = 輪候第 { $number } 位：{ $reference }
    .occasion = 列入輪候名單
message-awarded = 你已獲得「{ $phase }」的資助。{ $reference } 的頁面列出每個步驟和期限。
    .subject = 你的資助：接下來做甚麼
    .occasion = 資助開始
message-lapsed = 「{ $phase }」的 { $reference } 已失效。{ $why }
    .subject = { $reference } 已失效
    .occasion = 名額或資助失效
message-withdrawn = 你已撤回「{ $phase }」的申請 { $reference }，不需再做任何事。
    .subject = 已撤回 { $reference }
    .occasion = 撤回申請
message-completed = 「{ $phase }」的 { $reference } 已完成所有步驟。多謝你堅持到底。
    .subject = { $reference } 已完成
    .occasion = 資助完成
message-list-ended = 「{ $phase }」的名額已全部確定，{ $reference } 未獲名額。你可以申請下一期，文件會為你保留。
    .subject = { $reference } 的輪候名單已結束
    .occasion = 輪候名單結束
message-terms-changed = 「{ $phase }」的條件有更改：{ $why }你的申請維持不變。
    .subject = 條件更改：{ $phase }
    .occasion = 條件更改
message-number-renewed = 「{ $phase }」抽籤的密數遺失，已另定新數：{ $why }該期的網頁列出新舊兩個指紋。你的申請維持不變。
    .subject = 「{ $phase }」的抽籤已另定密數
    .occasion = 抽籤另定密數
message-extended = 「{ $step }」的期限延至{ DATE($until) }。{ $why }
    .subject = 延期至{ DATE($until) }
    .occasion = 步驟延期
message-will-lapse = { $reference } 的這一步已逾期：{ $step }。如在{ DATE($until) }前仍未完成，資助會失效，由下一位遞補。如有困難，請與我們聯絡。
    .subject = { $reference } 將在{ DATE($until) }後失效
    .occasion = 步驟逾期，資助將失效
message-reminder-due = 「{ $phase }」尚餘 { $days } 天（至{ DATE($until) }）：{ $what }。{ $more ->
        [0] { "" }
       *[other] 頁面上還有 { $more } 項。
    }
    .subject = 尚餘 { $days } 天：{ $what }
    .occasion = 提醒：到期前數天
message-reminder-due-today = 「{ $phase }」今天是最後一天：{ $what }。
    .subject = 今天截止：{ $what }
    .occasion = 提醒：最後一天
message-reminder-overdue = 「{ $phase }」這一項原定{ DATE($until) }完成：{ $what }。今天仍可完成。
    .subject = 已逾期：{ $what }
    .occasion = 提醒：已逾期
message-not-sent = 你在「{ $phase }」的申請未能按送出的內容接收：{ $why }你的草稿已保留。
    .subject = 你的申請尚未遞交
    .occasion = 申請未能接收
message-ineligible-again = 你在「{ $phase }」的申請 { $reference } 不符合條件。原因：{ $why }你已申訴過一次，這是最後決定。無論有沒有獲得資助，你都可以繼續在這裏免費查看自己的銷售報告。
    .subject = 有關 { $reference } 的決定
    .occasion = 申訴後仍不符合資格
message-phase-cancelled = 機構已撤回「{ $phase }」，你為它開始填寫的申請沒有送出。商戶資料和文件維持不變。
    .subject = 「{ $phase }」已撤回
    .occasion = 一期計劃已撤回
message-reopened = 你在「{ $phase }」的資助有一個步驟要重新完成：{ $step }。限期見 { $reference } 的頁面。
    .subject = 有步驟要重新完成：{ $reference }
    .occasion = 步驟要重新完成
