### O que o programa diz às pessoas.

message-submitted = Recebemos a sua candidatura { $reference } em «{ $phase }». Na página dela pode acompanhá-la e descarregar o comprovativo.
    .subject = Recebemos a candidatura { $reference }
    .occasion = Candidatura entregue
message-asked = Para decidir sobre { $reference } em «{ $phase }» precisamos de uma resposta sua até { DATE($until) }. { $text }
    .subject = Uma pergunta sobre { $reference }, até { DATE($until) }
    .occasion = Pedido de informação ao candidato
asked-papers = Junte, por favor: { $papers }.
asked-words = O técnico escreve: «
    .end = »
message-eligible = A sua candidatura { $reference } em «{ $phase }» cumpre todas as condições. As vagas são atribuídas quando a fase for decidida; a página diz quando.
    .subject = { $reference } cumpre todas as condições
    .occasion = Candidatura admitida
message-ineligible = A sua candidatura { $reference } em «{ $phase }» não cumpre as condições. A razão: { $why } Se não concordar, pode recorrer { $days ->
        [0] até { MOMENT($until) }, na página de { $reference }
        [one] no prazo de um dia
       *[other] no prazo de { $days } dias
    }. Com ou sem apoio, os relatórios sobre as suas vendas continuam aqui à sua disposição, sem custos.
    .subject = Decisão sobre { $reference }
    .occasion = Candidatura não admitida
message-appeal-granted = O recurso sobre { $reference } foi aceite. A candidatura volta a ser analisada. { $why }
    .subject = O recurso sobre { $reference } foi aceite
    .occasion = Recurso aceite
message-appeal-refused = O recurso sobre { $reference } não foi aceite. { $why }
    .subject = O recurso sobre { $reference }
    .occasion = Recurso não aceite
message-selected = Tem uma vaga em «{ $phase }». Aceite-a até { DATE($until) } na página de { $reference }; depois disso passa ao seguinte da lista.
    .subject = Tem uma vaga: aceite até { DATE($until) }
    .occasion = Vaga oferecida
message-waitlisted = A sua candidatura { $reference } em «{ $phase }» é a número { $number } da lista de espera. Quando vaga um lugar, fica com ele o seguinte da lista. Qualquer pessoa pode verificar como se fez a ordem. Com ou sem apoio, os relatórios sobre as suas vendas continuam aqui à sua disposição, sem custos.
    .subject = Número { $number } da lista de espera: { $reference }
    .occasion = Na lista de espera
message-awarded = O apoio de «{ $phase }» é seu. A página de { $reference } mostra cada passo e o seu prazo.
    .subject = O seu apoio: o que se segue
    .occasion = Início do apoio
message-lapsed = { $reference } em «{ $phase }» caducou. { $why }
    .subject = { $reference } caducou
    .occasion = Vaga ou apoio caducado
message-withdrawn = Desistiu de { $reference } em «{ $phase }». Nada mais lhe é pedido.
    .subject = Desistência de { $reference }
    .occasion = Desistência
message-completed = Todos os passos de { $reference } em «{ $phase }» estão feitos. Obrigado por ter ido até ao fim.
    .subject = { $reference } está concluída
    .occasion = Apoio concluído
message-list-ended = Todas as vagas de «{ $phase }» estão definitivamente ocupadas, e { $reference } ficou sem nenhuma. Pode candidatar-se na fase seguinte; os documentos ficam guardados para isso.
    .subject = A lista de espera de { $reference } terminou
    .occasion = Fim da lista de espera
message-terms-changed = As condições de «{ $phase }» mudaram: { $why } A sua candidatura fica como está.
    .subject = Condições alteradas: { $phase }
    .occasion = Condições alteradas
message-number-renewed = O número secreto do sorteio de «{ $phase }» perdeu-se e foi substituído: { $why } A página da fase mostra as impressões digitais de ambos. A sua candidatura fica como está.
    .subject = O sorteio de «{ $phase }» tem um novo número
    .occasion = Novo número secreto do sorteio
message-extended = Tem até { DATE($until) } para: { $step }. { $why }
    .subject = Mais tempo: até { DATE($until) }
    .occasion = Mais tempo para um passo
message-will-lapse = Este passo de { $reference } está em atraso: { $step }. Se não for feito até { DATE($until) }, o apoio caduca e passa ao seguinte. Escreva-nos se algo o impede.
    .subject = { $reference } caduca depois de { DATE($until) }
    .occasion = Passo em atraso: o apoio vai caducar
message-reminder-due = { $days ->
        [one] Falta um dia
       *[other] Faltam { $days } dias
    } (até { DATE($until) }) em «{ $phase }»: { $what }.{ $more ->
        [0] { "" }
       *[other] { " " }Na página há mais { $more }.
    }
    .subject = { $days ->
        [one] Falta um dia: { $what }
       *[other] Faltam { $days } dias: { $what }
    }
    .occasion = Lembrete: dias antes
message-reminder-due-today = Hoje é o último dia em «{ $phase }»: { $what }.
    .subject = Hoje: { $what }
    .occasion = Lembrete: no último dia
message-reminder-overdue = O prazo foi { DATE($until) } em «{ $phase }»: { $what }. Ainda o pode fazer hoje.
    .subject = Em atraso: { $what }
    .occasion = Lembrete: em atraso
message-not-sent = A sua candidatura em «{ $phase }» não pôde ser aceite tal como foi entregue: { $why } O rascunho fica guardado.
    .subject = A sua candidatura ainda não está entregue
    .occasion = Candidatura que não pôde ser aceite
message-ineligible-again = A sua candidatura { $reference } em «{ $phase }» não cumpre as condições. A razão: { $why } Já recorreu uma vez, por isso esta decisão é definitiva. Com ou sem apoio, os relatórios sobre as suas vendas continuam aqui à sua disposição, sem custos.
    .subject = Decisão sobre { $reference }
    .occasion = Candidatura não admitida depois de recurso
message-phase-cancelled = A entidade retirou «{ $phase }», para a qual tinha começado uma candidatura. Nada foi enviado; o seu negócio e os documentos ficam como estão.
    .subject = { $phase } foi retirada
    .occasion = Fase retirada
message-reopened = Um passo do seu apoio «{ $phase }» voltou a ficar por fazer: { $step }. A página de { $reference } diz até quando.
    .subject = Um passo voltou a ficar por fazer: { $reference }
    .occasion = Passo por fazer outra vez
