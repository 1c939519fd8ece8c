### 抽籤：`balcao draw` 的說明。

draw-right = 記錄正確：「{ $phase }」在 { $entrants } 份申請中抽出 { $selected } 個名額。所有雜湊值、籤號和次序都已重新計算。
draw-wrong-unreadable = 這不是抽籤記錄：內容不是 JSON。請到抽籤頁面重新下載檔案。
draw-wrong-key_missing = 記錄缺少「{ $key }」。
draw-wrong-key_unknown = 記錄多出了不應有的「{ $key }」。
draw-wrong-version = 這是第 { $version } 版的記錄，這裏只認得第 1 版。
draw-wrong-shape = 記錄有一部分的格式不對。
draw-wrong-nonce = 密數不是 64 個小寫十六進位數字。
draw-wrong-ref = 「{ $ref }」不能作為編號：它是空的，或首尾有空格，或有不能列印的符號。
draw-wrong-ref_twice = 編號「{ $ref }」出現了兩次。
draw-wrong-places = 名額數目不合理：{ $places }。必須是整數、不小於零，並且不少於各組別保留的名額。
draw-wrong-stratum = 組別不能叫「{ $name }」。
draw-wrong-stratum_twice = 組別「{ $name }」出現了兩次。
draw-wrong-entrants_unsorted = 參加者沒有按次序排列。
draw-wrong-entrants_sha256 = 參加者的雜湊值不對：有人被加入、移除或改動。
draw-wrong-commitment = 密數與事前承諾的不符。
draw-wrong-seed = 種子不對：它不是由參加者、密數和公開隨機數得出的。
draw-wrong-order = 次序由第 { $place } 位起不對。
draw-wrong-selected = 中籤名單由第 { $place } 位起不對。
draw-wrong-seal = 記錄產生後被改動過。
draw-wrong-no_file = 無法讀取 { $file }：{ $why }。
draw-wrong-entrants_not_text = { $file } 不是文字檔：需要每行一個編號。
