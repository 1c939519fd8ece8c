### 指令執行時和完成後所說的話。

progress-opening = 正在打開檔案
progress-staging = 正在讀取各行
progress-understanding = 正在弄清各欄的意思
progress-writing = 正在寫入銷售記錄
progress-checking = 正在檢查：{ $check }
progress-report = 正在繪製報告
