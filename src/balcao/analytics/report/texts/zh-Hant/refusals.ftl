### 檔案不能當作銷售記錄讀取時：見到的是甚麼，應該匯出甚麼。

-export = 請把銷售記錄匯出為 Excel 或 CSV，每賣一款商品一行，然後再試。

refusal-missing_file = 找不到檔案 { $name }，沒有讀取任何內容。
refusal-empty_file = 這個檔案是空的。{ -export }
refusal-broken_archive = 這個壓縮檔已損壞或不完整。沒有保留任何內容；請重新下載再試。
refusal-too_large_unpacked = 這個檔案解壓後太大，遠超收銀機會匯出的份量，我們不會打開。{ -export }
refusal-empty_archive = 這個壓縮檔內沒有可以打開的檔案。{ -export }
refusal-locked_archive = 這個壓縮檔有密碼。請先解壓，再帶來裏面的檔案。
refusal-archive_in_archive = 我們不能打開這類壓縮檔。請先解壓，再帶來裏面的檔案。
refusal-pdf = 這是列印用的 PDF。{ -export }
refusal-photo = 這看來是一張相片。{ -export }
refusal-web_page = 這是網頁或會計軟件用的結單，不是銷售表格。{ -export }
refusal-not_text = 這不是我們能讀的表格。{ -export }
refusal-broken_workbook = 這個活頁簿已損壞或上鎖。請打開它，另存為沒有密碼的 .xlsx，然後再試。
refusal-broken_json = 這些 JSON 行已損壞。{ -export }
refusal-broken_parquet = 這個 Parquet 檔已損壞。{ -export }
refusal-one_column = 這段文字沒有分欄。{ -export }
refusal-too_many_columns = 這個表格超過 3,000 欄，不是銷售記錄。{ -export }
refusal-too_large = 這個檔案需要的記憶體超出上限。請按年份分開，再逐份帶來。
refusal-too_much = 這個檔案未能在容許的記憶體和時間內打開，甚麼都沒有保留。請匯出較短的時段，或另存為 CSV，再帶來。
refusal-no_rows = 這個檔案只有標題，下面沒有銷售。請選擇有銷售的日期再匯出。
refusal-no_date_column = 這個表格沒有日期欄，看來是摘要。請匯出逐筆銷售，每賣一款商品一行，並附日期。
refusal-no_dates = 「{ $column }」一欄沒有我們能讀的日期。請選擇銷售日期那一欄，或重新匯出。
refusal-strange_dates = 「{ $column }」一欄的日期全部早於 { $earliest } 年或在將來，不會是銷售日期。請檢查收銀機的日期格式，然後重新匯出。
refusal-cut_numbers = 檔案中的數字在小數逗號處被分成兩格，我們無法判斷哪些格屬於同一個數字。請重新匯出為 Excel，或用分號分隔的 CSV。
refusal-no_amount_column = 我們在這個表格找不到寫明銷售金額的一欄。{ -export }
refusal-not_sales = 這不是銷售表格。{ -export }
    .stock_count = 這是存貨盤點，顯示剩下多少貨，而不是賣了甚麼。請在收銀機選擇銷售報表，匯出為 Excel 或 CSV。
    .purchases = 這是進貨或供應商帳單，顯示你買了甚麼，而不是賣了甚麼。{ -export }
    .expenses = 這是支出記錄，顯示你花了多少，而不是收了多少。{ -export }
    .price_list = 這是價目表，顯示商品的價錢，而不是賣了甚麼。請在收銀機選擇銷售報表，匯出為 Excel 或 CSV。
    .customer_list = 這是客人名單，沒有寫明賣了甚麼。請在收銀機選擇銷售報表，匯出為 Excel 或 CSV。
    .time_sheet = 這是上班記錄，顯示誰在何時工作，而不是賣了甚麼。{ -export }
    .bank_statement = 這是銀行月結單，顯示收支，而不是賣了甚麼。請從收銀機或支付機構匯出銷售記錄。
    .journal = 這是會計分錄，每行記的是借方和貸方，不是銷售。{ -export }
    .summary = 這是摘要，只有總額，沒有日期。請匯出逐筆銷售，或至少匯出每日總額，並附日期。
refusal-no_sales = 這裏沒有一行是銷售，可能是購物或轉賬的帳單。請從商戶版匯出你收到的款項。
refusal-unknown_column = 這個檔案沒有「{ $column }」這一欄。沒有作任何更改。
refusal-unknown_rows = 「{ $given }」沒有說明這些行怎樣計算。請寫上文字、= 以及其中一項：{ $known }。
refusal-rows_not_there = 種類或狀態欄中沒有一行寫着「{ $text }」。
refusal-unknown_kind = 「{ $kind }」不是我們認得的表格種類。可選：{ $known }。
refusal-unknown_economy = 這裏沒有「{ $economy }」這個經濟體。可選：{ $known }。
refusal-bad_economy_file = 經濟體檔案 { $name } 不能使用：{ $why }。
refusal-cannot_write = 未能寫入 { $name }：{ $why }。診斷已完成，但沒有存到那裏。
refusal-unexpected = 這個檔案有我們處理不到的內容，已經停止。沒有保留任何內容。{ -export }
refusal-unknown_role = 「{ $role }」不是欄位的用途。可選：{ $known }。
