### 公佈一期之前要處理的問題。

problem-why = 請說明改了甚麼、為甚麼。申請人會看到。
problem-window-open = 這一期已開放：開始時間不能再改，截止時間只可延後。
problem-selection-open = 這一期已開放：分配名額的方法不能再改。
problem-fewer-places = 這一期已開放：名額可以增加，不可減少。
problem-window-over = 這一期已截止：申請期不能再改。
problem-places-given = 名額已分配，數目不能再改。
problem-text = 欠{ $languages }：{ $field }
problem-row = { $row }「{ $text }」
problem-choices-of = { $row }的選項
problem-row-rules = 第 { $number } 個條件
problem-reason-of = { $row }的原因
problem-row-documents = 第 { $number } 份文件
problem-row-questions = 第 { $number } 條問題
problem-row-steps = 第 { $number } 個步驟
problem-row-funders = 第 { $number } 個出資方
problem-row-strata = 第 { $number } 個組別
problem-row-grid = 評分表第 { $number } 項
language-zh-Hant = 中文
language-pt = 葡文
language-en = 英文
problem-dates = 尚未填寫：{ $names }
problem-closes-order = 截止要在開放之後：現在{ MOMENT($closes) }截止，{ MOMENT($opens) }才開放。
problem-decides-order = 分配名額日期要在截止日之後：現在是{ DATE($decides) }，而截止是{ MOMENT($closes) }。
problem-window-past = 截止時間已過：{ MOMENT($closes) }。
problem-code-twice = 短名「{ $code }」出現了兩次。
problem-rule-broken = 無法核對，因為所問的項目不存在，或數值不合：{ $row }
problem-choices = 需要至少兩個選項：{ $row }
problem-step-after = 要跟隨的步驟不在它之前：{ $row }
problem-steps = 資助需要至少一個必須完成的步驟。
problem-funders = 各出資方的比例相加須為 100，現在是 { $sum }。
problem-budget = 全部名額共需{ MONEY($cost) }，超出預算{ MONEY($budget) }。
problem-places = 需要至少一個名額。
problem-beacon = 抽籤需要填寫公開數字何時開始知道。
problem-beacon-early = 公開數字必須在截止之後產生，否則有人可能預先知道：現在{ MOMENT($beacon) }已知道，而截止是{ MOMENT($closes) }。
problem-strata = 請說明為誰保留名額。
problem-strata-places = 為各組保留的名額多於總名額，或有組別叫「remainder」。
problem-grid = 以評分選取需要評分表。
problem-worse = 申請期已開始，申請人依賴這些條件。以下修改對他們不利：{ $part }
problem-code-used = 「{ $code }」以前用於別的項目，可能已有答案記在其下。請用新的代碼。
problem-one-officer = 這一期需要兩位專員：一位決定或抽籤，另一位確認。請在「負責專員」加上第二位。
advice-appeal-officers = { $deciding ->
        [1] 作出不符合資格決定的專員，不能處理有關申訴：要有最少 { $needed } 位專員。請在首宗申訴前加上。
       *[other] 不符合資格的決定由兩位專員作出，兩人都不能處理有關申訴：要有最少 { $needed } 位專員。請在首宗申訴前加上。
    }
advice-appeal-days = 名額在申訴期（{ $days } 天）完結後才可分配。公佈的分配日期早於截止日加申訴期：只要有一宗不符合資格，就可能趕不及。
