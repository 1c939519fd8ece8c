### O registo: o que aconteceu, em palavras.

record-look = viu: { $what }
record-consent-given = Autorização dada: { $subject ->
        [adviser] o consultor
        [officer] os técnicos
       *[other] somas publicadas
    }
record-consent-withdrawn = Autorização retirada: { $subject ->
        [adviser] o consultor
        [officer] os técnicos
       *[other] somas publicadas
    }
record-adviser-assigned = Foi atribuído um consultor
record-adviser-ended = O consultor deixou de acompanhar o negócio
record-member-joined = Entrou como { $role }
record-member-changed = Um membro passou a { $role }
record-member-removed = Um membro saiu ou foi retirado
record-business-erased = O negócio foi apagado
record-message-made = Mensagem enviada
record-hook-made = Foi acrescentado um programa
record-hook-removed = Foi retirado um programa
record-invitation-made = Foi convidada uma pessoa como { $role }
record-invitation-withdrawn = Foi retirado um convite
record-token-made = Foi criada uma chave para um programa
record-token-revoked = Foi revogada uma chave de um programa
record-business-registered = O negócio foi trazido para aqui
record-profile-changed = O perfil foi alterado
record-outlet-saved = Foi acrescentado ou alterado um ponto de venda
record-monthly-changed = O resumo mensal foi ligado ou desligado
record-export-taken = Foi descarregado tudo sobre o negócio
