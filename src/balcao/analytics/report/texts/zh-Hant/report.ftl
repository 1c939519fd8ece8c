### 發現以外的報告文字：屏幕、紙本和終端機。

report-title = 你的銷售數字說了甚麼
report-period = { DATE($from) }至{ DATE($to) }，共 { NUMBER($days) } 個營業日
headline = { $count ->
        [1] 有一件事可以做，每月約值 { MONEY($mid) }
       *[other] 有 { $count } 件事可以做，合共每月約值 { MONEY($mid) }
    }
headline-range = 保守估計，介乎 { MONEY($low) } 與 { MONEY($high) } 之間。
headline-unvalued = { $count ->
        [1] 有一件事值得知道
       *[other] 有 { $count } 件事值得知道
    }
headline-open = 請先回答一個問題，數字要看你的答案
headline-open-more = 以下的發現按我們選的一欄計算，你回答後可能不同。
headline-unpriced = 匯出檔沒有金額，所以未能計算每項值多少錢。
headline-nothing = 沒有特別要處理的事
headline-nothing-more = 我們對 { NUMBER($lines) } 行銷售記錄做了 { $checks } 項檢查，沒有一項值得你花時間處理。
headline-few = 銷售記錄暫時太少，未能判斷
headline-few-more = 請保留這個檔案，儲夠多些日子再帶來：下面列出多少才足夠。

value = 每月約 { MONEY($mid) }
value-range = 介乎 { MONEY($low) } 與 { MONEY($high) }
value-none = 未能計算金額
certainty-open = 把握：要待你回答有關檔案的問題
certainty = 把握：{ $word }
do-label = 你可以這樣做
how-label = 我們怎樣知道
figures-label = 查看數字
more-label = 另外 { $count } 項發現
chart-source = 你的銷售記錄，{ DATE($from) }至{ DATE($to) }

overview-title = 你的店舖數字
overview-net = 扣除退款後的銷售額
overview-day = 每個營業日
overview-receipt = 每張單
overview-weekday = 最旺的日子
overview-hour = 最忙的時段
overview-item = 最好賣
overview-units = 售出件數
overview-hours = { HOUR($hour) } 至 { HOUR($next) }
overview-chart = { $priced ->
        [yes] 每星期銷售額
       *[no] 每星期售出件數
    }

missing-title = 未能判斷的項目
missing-checks = 未能檢查：{ $checks }。
reading-title = 我們怎樣讀取你的檔案
reading-used = { NUMBER($rows) } 行之中使用了 { NUMBER($used) } 行。
reading-all = 全部 { NUMBER($rows) } 行都已使用。
reading-rejected = 沒有使用的行和原因：
reading-columns = 我們對各欄的理解：
reading-kept = 金額為 { $currency }，日期次序為{ $order }。
reading-kept-unpriced = 日期次序為{ $order }。
reading-clock = 時間按{ $place }時間計。
reading-wrong = 有讀錯嗎？再做一次，並指明日期次序、貨幣，或者每一欄是甚麼。
footer = 由 Balcão 在這部電腦上製作。你的檔案只在這裏讀取，沒有傳送到任何地方。
footer-method = 金額以每月 30.4 日計，附 80% 區間；每項發現都已寫明保守的假設。

missing-no_amount = 匯出檔沒有價錢或金額。
    .would-need = 請匯出連金額的銷售記錄，收銀機通常叫「商品銷售」或「銷售明細」。
missing-no_clock = 匯出檔有日期，但沒有時間。
    .would-need = 請匯出連日期和時間的記錄；如果檔案經試算表儲存過，請從收銀機重新匯出。
missing-no_item = 匯出檔沒有寫明賣了甚麼。
    .would-need = 請匯出「商品明細」，而不是付款記錄。
missing-order_amount = 匯出檔只有每張單的總額，沒有每件商品的金額。
    .would-need = 請匯出訂單明細，每行有各自的單價或金額。
missing-no_receipt = 匯出檔沒有寫明哪些行屬於同一張單。
    .would-need = 請匯出連單號的記錄。
missing-no_discount = 匯出檔沒有折扣。
    .would-need = 如果收銀機有記錄折扣，請加上折扣一欄。
missing-no_payment_method = 匯出檔沒有寫明客人怎樣付款。
    .would-need = 請加上付款方式，或者帶來支付機構的帳單。
missing-no_customer = 匯出檔不能分辨客人。
    .would-need = 有會員號或客人一欄就可以；不想提供也沒關係。
missing-few_days = 你有 { $days } 個營業日的銷售記錄。
    .would-need = 有 { $least } 日，就能分辨一星期中的各日。
missing-few_lines = 你有 { NUMBER($lines) } 行銷售記錄。
    .would-need = 有 { $least } 行，就能分辨規律與巧合。
missing-few_weeks = 你有 { $weeks } 星期的銷售記錄。
    .would-need = 有 { $least } 星期就可以比較。
missing-few_items = 沒有一個類別有 { $least } 款賣了夠久的商品。
    .would-need = 需要至少 { $least } 款、賣了四星期以上的商品。
missing-few_baskets = { $baskets ->
        [0] 沒有一張單有兩款不同商品。
       *[other] 只有 { $baskets } 張單有兩款不同商品。
    }
    .would-need = 有 { $least } 張這樣的單，就能看出甚麼會一起買。
missing-few_customers = { $customers ->
        [0] 沒有一位有記錄的客人有 60 日時間再來。
       *[other] 只有 { $customers } 位有記錄的客人有 60 日時間再來。
    }
    .would-need = 有 { $least } 位，就能看出多少人會回來。
missing-other_currency = 你的銷售以 { $currency } 計，但這裏的工資是另一種貨幣。
    .would-need = 請選擇店舖所在的經濟體。
missing-no_wage_floor = 我們不知道本地的最低工資是多少。
    .would-need = 負責的機構可以輸入這個數字，並寫明來源。
missing-no_fees = 匯出檔沒有寫明各種付款方式的手續費，我們也沒有可靠的本地收費資料。
    .would-need = 請帶來連手續費的記錄，例如支付機構的帳單。

note-date_order_assumed = 所有日期都可以當作日先或月先。我們用了本地慣常的次序；如果相反請告訴我們。
note-hours_destroyed = 時間已損壞，可能是試算表造成的。保留了日期，略去了時間。
note-ids_destroyed = 單號被試算表變成 5E+17 之類的數字，不能使用。
note-receipts_by_day = 單號每日重新開始，所以我們加上了日期。
note-receipts_by_time = 沒有單號，同一秒的行當作同一張單。
note-foreign_currency = 金額的貨幣與這個經濟體不同。
note-wide_sheet = 每一欄是一款商品，所以格內數字當作數量。
note-sheet_of_money = 格內數字是金錢，所以當作金額，不當作數量。
note-amount_once_an_order = 訂單總額在每一行重複出現，我們每張訂單只計一次。
note-all_pending = 幾乎每一行都寫着未付款，我們仍當作銷售計算。
note-on_account = 尚未付款的發票也計入銷售。
note-one_amount_dwarfs = 有一個金額比其餘全部加起來還大很多倍，請看看是否輸入錯誤。
