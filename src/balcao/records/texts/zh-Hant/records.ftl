### 記錄：發生過的事。

record-look = 看過：{ $what }
record-consent-given = 給予允許：{ $subject ->
        [adviser] 顧問
        [officer] 專員
       *[other] 公開的總和
    }
record-consent-withdrawn = 撤回允許：{ $subject ->
        [adviser] 顧問
        [officer] 專員
       *[other] 公開的總和
    }
record-adviser-assigned = 已指派顧問
record-adviser-ended = 顧問不再跟進這個商戶
record-member-joined = 以{ $role }身分加入
record-member-changed = 有成員改為{ $role }
record-member-removed = 有成員離開或被移除
record-business-erased = 商戶已刪除
record-message-made = 已發訊息
record-hook-made = 已新增程式
record-hook-removed = 已移除程式
record-invitation-made = 已邀請他人以{ $role }身分加入
record-invitation-withdrawn = 已撤回一個邀請
record-token-made = 已產生一把程式密鑰
record-token-revoked = 已撤銷一把程式密鑰
record-business-registered = 商戶已登記在此
record-profile-changed = 商戶資料已更改
record-outlet-saved = 已新增或更改店舖
record-monthly-changed = 已開啟或關閉每月更新
record-export-taken = 已下載商戶的全部資料
