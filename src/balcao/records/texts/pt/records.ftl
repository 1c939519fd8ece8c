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
