### As pessoas e as suas contas.

save = Guardar
add = Acrescentar
edit = Alterar
manage = Gerir
show = Mostrar
switch-on = Ligar
switch-off = Desligar
keep-it = Não, manter
me-title = A sua conta
me-name = O seu nome
me-name-help = O que veem os outros membros e o seu consultor.
me-sign-in = Formas de entrar
me-passkeys = Chaves de acesso
me-passkeys-on = Pode entrar com o dedo, o rosto ou o PIN.
me-passkeys-off = Entre com o dedo, o rosto ou o PIN em vez de um código.
me-totp = Aplicação de autenticação
me-totp-on = É pedida em cada entrada.
me-totp-off = Pede seis algarismos de uma aplicação em cada entrada.
me-recovery = Códigos de recuperação
me-recovery-what = Para o dia em que perder o telemóvel.
me-sessions = Onde tem sessão aberta
me-sessions-what = Veja os seus aparelhos e feche os que não usa.
me-email = Endereço de e-mail
account-incorrect_code = Este código não está certo. Veja a mensagem outra vez.
account-too_many_login_attempts = Demasiadas tentativas. Espere uns minutos e peça um código novo.
passkey-not-taken = Não reconhecemos esta chave de acesso aqui. Tente outra vez, ou de outra forma.
address-of-another = Não foi possível ficar com este endereço: entretanto passou a ser de outra conta.
address-is-needed = Este é o endereço da sua conta. Indique primeiro outro.
address-not-confirmed = Confirme primeiro o seu e-mail com o código que lhe enviamos.
identity-of-another = Esta identidade já pertence a outra conta. Nada foi alterado.
account-not-done = Não resultou, e nada foi alterado.
account-erased = A sua conta foi apagada.
erase-account = Apagar a minha conta
erase-account-title = Apagar a sua conta?
erase-account-what = O endereço, o nome e as formas de entrar são apagados agora e não se podem recuperar. Os negócios que têm outra pessoa titular ficam com ela.
erase-account-owner = { $name } não tem outra pessoa titular. Apague primeiro o negócio ou passe a titularidade a outra pessoa. Nada foi alterado.
second-factor-title = Mais um passo antes de começar
second-factor-lead = Pode ver o que é de outros, e por isso um código por e-mail não chega. Acrescente uma chave de acesso ou uma aplicação de autenticação; demora um minuto.
second-factor-needed = Configure primeiro um segundo fator no site.
last-administrator = Tem de haver uma pessoa administradora. Nomeie primeiro outra. Nada foi alterado.
people-title = Pessoas
people-lead = Quem tem conta, e que função tem na entidade.
people-search = Nome ou endereço
person = Pessoa
joined = Desde
role-title = Função
role-of = Função de { $name }
person-role-person = sem função na entidade
person-role-supplier = fornecedor
person-role-adviser = consultor
person-role-officer = técnico
person-role-policy_lead = responsável de políticas
person-role-administrator = administrador
session-this = este aparelho
session-since = desde { MOMENT($at) }, a partir de { $ip }
sessions-end-others = Fechar todas as outras
session-end = Fechar esta sessão
sessions-ended = As sessões foram fechadas.
sessions-offer = A forma de entrar mudou. Há outros aparelhos que continuam com sessão aberta.
email-pending = Enviámos um código para { $email }. Até ser escrito, conta o endereço antigo.
email-new = Endereço novo
email-change = Mudar o endereço
recovery-lead = Cada código deixa entrar uma vez, quando não tiver o telemóvel. Imprima-os ou guarde-os onde só chegue quem deve.
recovery-left = { $left ->
        [one] Resta um código.
       *[other] Restam { $left } códigos.
    }
recovery-new = Criar códigos novos
recovery-old = Os códigos antigos deixam de servir.
recovery-once = Estes códigos só são mostrados esta vez. Imprima-os ou anote-os agora.
recovery-kept = Já os guardei
recovery-none = Se perder o telemóvel, só os códigos de recuperação lhe permitem entrar sem ajuda. Crie-os agora.
totp-off-title = Desligar a aplicação de autenticação?
totp-off = A partir daí basta um código por e-mail ou uma chave de acesso para entrar. Os códigos de recuperação deixam então de servir.
me-phone = Telefone
me-phone-help = Para SMS sobre as suas candidaturas. Deixe vazio para não os receber.
phone-wrong = Isto não é um número de telefone. O resto ficou guardado.
factor-locked = Demasiados códigos errados. Até { MOMENT($until) } não se aceita nenhum. Se não foi consigo, avise a entidade: alguém pode estar a ler o seu correio.
prove-title = Confirme que é quem diz ser
prove-lead = Para isto é preciso confirmar outra vez que é mesmo a pessoa titular da conta. Enviamos um código para { $email }.
prove-send = Enviar-me um código
prove-send-again = Enviar outro código
prove-code = Código recebido por e-mail
notice-subject = A sua conta foi alterada
notice-lead = Foi alterada uma coisa na sua conta:
notice-email_changed = A partir de agora conta outro endereço de e-mail. Este não recebe mais nada.
notice-totp_activated = Foi acrescentada uma aplicação de autenticação.
notice-totp_deactivated = A aplicação de autenticação foi retirada.
notice-webauthn_added = Foi acrescentada uma chave de acesso.
notice-webauthn_removed = Foi retirada uma chave de acesso.
notice-recovery_codes_generated = Foram criados códigos de recuperação novos.
notice-not-you = Se foi a própria pessoa, não há nada a fazer. Se não foi, avise já { $agency }. { $contact }
person-blocked = bloqueada
person-locked = fechada após códigos errados até { MOMENT($until) }
person-sign-out = Fechar todas as sessões
person-sign-out-what = Termina já todas as sessões.
person-forget = Esquecer o segundo fator
person-forget-what = Para quem o perdeu. Entra por um código enviado por e-mail e configura outro; certifique-se de que é a própria pessoa que pede.
person-forget-how = Como foi reconhecida a pessoa?
person-forget-how-needed = Indique primeiro como a pessoa foi reconhecida; ninguém esquece o seu próprio. Nada foi alterado.
recognised-in-person = presencialmente, com documento
recognised-video = por vídeo, com documento
recognised-call-back = por chamada para o número que a entidade conhece
recognised-machine = na máquina
person-block = Bloquear
person-block-what = Deixa de poder entrar; sessões, convites e chaves terminam já e não voltam.
person-unblock = Deixar entrar de novo
person-unblock-what = Volta a entrar como antes. Chaves e convites criam-se de novo.
person-add = Acrescentar alguém da entidade
person-add-help = Entra por um código enviado para este endereço e depois configura um segundo fator.
address-odd = Este endereço não serve: tem caracteres que não se veem ou que parecem outros. Escreva-o de novo. Nada foi alterado.

quota-over = É tudo o que aceitamos daqui numa hora; por isso, isto não foi aceite. Continue, por favor, daqui a { $minutes ->
        [one] um minuto
       *[other] { NUMBER($minutes) } minutos
    }.
me-saved = Os seus dados estão atualizados.
person-did-block = { $who } está sem acesso, e saiu de todos os dispositivos.
person-did-unblock = { $who } pode voltar a entrar.
person-did-sign-out = { $who } saiu de todos os dispositivos.
person-did-forget-factor = O segundo fator de { $who } foi esquecido; configura outro ao entrar.
person-role-set = { $who } tem agora o papel: { $role }.
person-added = { $email } foi acrescentado e entra com um código enviado para esse endereço.
browser-on = { $browser } em { $system }
browser-unknown = Navegador desconhecido
browser-unknown-on = Navegador desconhecido em { $system }
system-mac-or-ipad = Mac ou iPad
letter-factor-forgotten = Um administrador de { $agency } retirou o seu segundo fator e todas as suas sessões terminaram. Entre com um código enviado para este endereço e configure outro.

    Se não o pediu, avise já { $agency }. { $contact }
    .subject = O seu segundo fator foi retirado
letter-factor-forgotten-of = { $by } retirou o segundo fator de { $who }. Quem abre a alguém uma nova entrada dá-lhe a conta, por isso todos os administradores são avisados.

    Se não está certo, termine todas as sessões de { $who } na página Pessoas e falem entre si.
    .subject = Foi retirado um segundo fator
letter-added = A partir de agora trabalha aqui com { $agency }. Entre em { $address } com este endereço de e-mail: recebe nele um código. Depois configura um segundo fator.

    Se não sabe do que se trata, avise { $agency }. { $contact }
    .subject = Já pode entrar em { $agency }
