### 指令執行時和完成後所說的話。

progress-opening = 正在打開檔案
progress-staging = 正在讀取各行
progress-understanding = 正在弄清各欄的意思
progress-writing = 正在寫入銷售記錄
progress-checking = 正在檢查：{ $check }
progress-report = 正在繪製報告
saved = 已儲存{ $what }：{ $path }
demo-made = 我們虛構了一間澳門咖啡店，有一年銷售記錄：{ $path }
demo-report = 它的報告在這裏，請用瀏覽器打開：{ $path }
demo-next = 現在試試你自己的：balcao diagnose 你的檔案 --html report.html
