### Páginas do programa para candidatos e público.

nav-phases = Apoios
nav-applications = Candidaturas
phases-title = Apoios para o seu negócio
phases-lead = O que está aberto, o que vem a seguir, e como se atribuíram as vagas.
phases-none = De momento não há nada aberto
phases-none-do = O que dizem as suas vendas, e o que fazer, está aqui todos os dias.
phases-past = Fases anteriores
phases-feed = Saber de novas fases (feed)
phases-see = Ver que apoios há
window-open = aberta
window-coming = em breve
phase-line = { $places ->
        [one] Uma vaga
       *[other] { $places } vagas
    } · aberta até { MOMENT($until) }
phase-line-coming = { $places ->
        [one] Uma vaga
       *[other] { $places } vagas
    } · abre em { MOMENT($from) }
phase-line-past = { $places ->
        [one] Uma vaga
       *[other] { $places } vagas
    } · fechou em { MOMENT($until) }
phase-cancelled = Esta fase foi cancelada.
phase-opens = Abre em { MOMENT($at) }
phase-meanwhile = Até lá: veja o que dizem as suas vendas. A candidatura vai mostrar o que tem a ganhar.
phase-closed = Fechada desde { MOMENT($at) }
measure-was = Esta medida chamou-se «{ $name }» até { MOMENT($until) }.
phase-decides = As vagas são atribuídas até { DATE($on) }.
phase-page = Sobre esta fase
phase-who = Quem se pode candidatar
phase-sectors = O negócio é um destes:
phase-unit-business = { $most ->
        [one] Uma candidatura por negócio
       *[other] No máximo { $most } candidaturas por negócio
    }
phase-unit-outlet = { $most ->
        [one] Uma candidatura por negócio, para um estabelecimento
       *[other] No máximo { $most } candidaturas por negócio, uma por estabelecimento
    }
phase-papers = O que convém ter à mão
phase-steps = O que acontece se ficar com uma vaga
phase-how = Como se atribuem as vagas
phase-beacon = O número público vem de { $source } e conhece-se a partir de { MOMENT($at) }. Ninguém o pode escolher.
phase-commitment = A nossa parte do sorteio está fixada desde { MOMENT($at) }. Esta é a sua impressão digital:
phase-funders = Quem paga
method-draw = Se houver mais negócios admitidos do que vagas, a ordem é sorteada, e qualquer pessoa pode verificar o sorteio.
method-strata = Há vagas reservadas a grupos; dentro de cada um, e para os restantes, a ordem é sorteada, e qualquer pessoa pode verificar o sorteio.
method-first_come = As vagas vão para os negócios admitidos pela ordem de chegada das candidaturas.
method-score = As vagas vão para as candidaturas admitidas com mais pontos nesta grelha; em caso de igualdade, pela ordem de chegada.
stratum-line = { $places ->
        [one] Uma vaga: { $name }
       *[other] { $places } vagas: { $name }
    }
grid-line = Por
grid-most = No máximo
fact-places = Vagas
fact-value = No valor de
fact-window = Aberta
fact-decision = Decisão até
fact-applications = Candidaturas
fact-awards = Apoios
amount = { PRICE($value) }
days-left = { $days ->
        [0] Hoje é o último dia: até { MOMENT($until) }
        [one] Falta um dia: até { MOMENT($until) }
       *[other] Faltam { $days } dias: até { MOMENT($until) }
    }
apply = Candidatar-se
apply-what = Três minutos, se o perfil estiver preenchido. Pode parar e continuar mais tarde, em qualquer aparelho.
not-required = facultativo
step-days = no prazo de { $days ->
        [one] um dia
       *[other] { $days } dias
    }
step-days-after = no prazo de { $days ->
        [one] um dia
       *[other] { $days } dias
    } depois do passo anterior
figures-title = Números
figures-by-sector = Ramo
figures-by-district = Zona
figures-rest = outros
figures-few = menos de 5
figures-note = Para que nenhum negócio se distinga, os grupos com menos de cinco são juntos ou omitidos.
versions-title = Alterações desde a publicação
version-line = Versão { $number }
preview-note = Isto é uma pré-visualização. Mais ninguém a vê.
preview-back = Voltar à edição
applications-title = As suas candidaturas
applications-empty = Ainda não há candidaturas
begin-title = Candidatar-se
begin-lead = Fica guardado à medida que escreve. Nada é entregue sem a sua ordem.
begin-for = Para que negócio?
begin-button = Começar
begin-no-business = Primeiro fale-nos do seu negócio
worth-own = Das suas próprias vendas
worth-phase = O que este apoio lhe dá
worth-value = no valor de { PRICE($value) }
worth-none = Poderíamos dizer o que o negócio tem a ganhar, em dinheiro, se trouxesse as vendas.
worth-bring = Trazer as vendas
draft-lead = { $name }. Fica guardado à medida que escreve; pode continuar mais tarde, em qualquer aparelho.
draft-step-fill = Preencher
draft-step-send = Rever e entregar
draft-theirs = Noutro aparelho escreveu-se isto entretanto. Ficou guardado, e abaixo está o seu. Guarde de novo para ficar com o seu.
draft-business = O seu negócio
draft-profile = Corrigir o perfil
draft-questions = Perguntas
draft-saving = A guardar…
draft-saved = Guardado.
draft-unsaved = Ainda não está guardado: não há ligação. O que escreveu fica aqui, e continuamos a tentar.
draft-other = Noutro aparelho está:
draft-keep-mine = Ficar com o que escrevi
draft-take-theirs = Ficar com isso
draft-missing-title = O que ainda falta
draft-missing = { $count ->
        [one] Ainda falta uma coisa.
       *[other] Ainda faltam { $count } coisas.
    }
draft-whole = Está tudo.
draft-on = Continuar
draft-discard = Deitar fora este rascunho
discard-title = Deitar fora este rascunho?
discard-what = O que escreveu perde-se. Os documentos ficam com o negócio.
papers-title = Documentos
papers-lead = Uma fotografia ou um PDF. Cada um fica com o negócio e serve da próxima vez.
paper-file = Tirar fotografia ou escolher ficheiro
paper-another = Juntar outra página ou ficheiro
paper-add = Juntar
paper-not-added = Escolheu este ficheiro, mas ainda não o juntou. Carregue primeiro em «Juntar».
paper-expires = Válido até
paper-until = válido até { DATE($until) }
paper-use = Usar de novo: { $name }
paper-remove = Retirar
paper-none = Escolha primeiro um ficheiro.
paper-kept = Junto.
date-wrong = Isto não é uma data. Nada foi guardado.
answers-title = As suas respostas
send-title = Rever e entregar
send-refused = Ainda não foi entregue
send-complete = Preencher o que falta
send-anyway = Entregar mesmo assim: quero uma decisão.
send-what-happens = Vemos a candidatura no prazo de { $days ->
        [one] um dia
       *[other] { $days } dias
    } e dizemos-lhe. As vagas são atribuídas até { DATE($on) }.
send-button = Entregar a candidatura
sent = Recebemos a sua candidatura. A referência é { $reference }.
did-answer = Recebemos a sua resposta.
did-appeal = Recebemos o seu recurso. Terá notícias nossas.
did-withdraw = Desistência registada.
did-accept = A vaga é sua. Veja abaixo o que se segue.
did-discard = O rascunho foi deitado fora.
did-step = Feito. Veja o que se segue.
next-title = O que se segue
next-submitted = Vamos ver a sua candidatura. Por agora nada lhe é pedido.
next-under_review = Estamos a ver a sua candidatura. Por agora nada lhe é pedido.
next-eligible = A candidatura cumpre todas as condições. As vagas são atribuídas até { DATE($on) }.
next-awarded = Aguardamos o passo seguinte.
next-completed = Tudo feito. Obrigado por ter ido até ao fim.
next-lapsed = Terminou.
next-withdrawn = Desistiu desta candidatura.
next-answer = Precisamos de algo seu até { DATE($until) }
next-answer-label = A sua resposta
next-answer-without = Não posso juntar isto; a resposta diz porquê
next-answer-button = Enviar a resposta
inquiries-title = O que se pediu e o que se respondeu
asked-at = Pedido { MOMENT($at) }
answered-at = Respondido { MOMENT($at) }
asked-unanswered = Ainda sem resposta
asked-brought = recebido { MOMENT($at) }
asked-not-brought = não recebido desde que foi pedido
next-accept = Tem uma vaga. Aceite-a até { MOMENT($until) }; depois disso passa ao seguinte da lista.
next-accept-button = Ficar com a vaga
next-waiting = É o número { $number } da lista de espera. Quando vaga um lugar, fica com ele o seguinte da lista, e avisamos.
next-ineligible = A candidatura não cumpre as condições:
appeal-label = Se não concordar, diga-nos porquê, até { MOMENT($until) }
appeal-button = Recorrer
appeal-waits = O seu recurso está a ser visto.
appeal-was-granted = O recurso foi aceite.
appeal-was-refused = O recurso não foi aceite.
steps-title = Passos
step-done-button = Isto está feito
step-done = feito em { MOMENT($at) }
step-later = vem mais tarde
due = até { DATE($on) }
waits-for-applicant = à espera de si
waits-for-agency = à espera de nós
waits-for-supplier = à espera do fornecedor
falls-to-applicant = a seu cargo
falls-to-agency = a nosso cargo
falls-to-supplier = a cargo do fornecedor
timeline-title = O que aconteceu
withdraw-application = Desistir
withdraw-title = Desistir desta candidatura?
withdraw-what = Se tiver uma vaga, passa ao seguinte da lista. Não se pode voltar atrás; pode candidatar-se na fase seguinte.
receipt-title = Comprovativo de candidatura
receipt-download = Comprovativo (PDF)
receipt-phase = Fase
receipt-business = Negócio
receipt-sent = Entregue
receipt-version = Versão das condições
receipt-foot = Este comprovativo diz o que recebemos. Não é uma decisão.
receipt-papers = A marca a seguir a um documento muda com qualquer alteração do ficheiro: com ela prova que um ficheiro é o que recebemos.
at-moment = { MOMENT($at) }
reference = Referência
state = Estado
draw-title = O sorteio
draw-lead = Como se fez a ordem entre as candidaturas admitidas, de modo que ninguém a pudesse escolher e qualquer pessoa a possa verificar.
draw-lead-before = Como se fará a ordem entre as candidaturas admitidas, de modo que ninguém a possa escolher e qualquer pessoa a possa verificar.
draw-not-yet = Este sorteio ainda não se fez. Faz-se depois de a fase fechar ({ MOMENT($closes) }), de cada candidatura estar decidida e de se conhecer o número público. Nessa altura vê-se aqui quem ficou com uma vaga, e qualquer pessoa o pode verificar.
draw-see = Ver o sorteio
draw-how = Como funciona o sorteio
draw-find = Onde está a minha candidatura?
draw-reference = Referência
draw-position-selected = Posição { $position } no sorteio: uma vaga.
draw-position-waiting = Posição { $position } no sorteio: número { $number } da lista de espera.
draw-not-found = Nenhuma candidatura { $ref } participou neste sorteio.
draw-entrants = { $count ->
        [one] um participante
       *[other] { $count } participantes
    }
draw-step-1 = Antes da abertura escolhemos um número secreto e publicámos a sua impressão digital. Assim não o podíamos mudar depois.
draw-step-2 = A fase fechou e cada candidatura foi decidida. Isso fixou a lista dos participantes.
draw-step-2-before = A fase fecha e cada candidatura é decidida. Isso fixa a lista dos participantes.
draw-step-3 = Depois disso, outra entidade produziu um número público: { $source }. Ninguém o conhecia antes.
draw-step-3-before = Depois disso, outra entidade produz um número público: { $source }. Ninguém o conhece antes.
draw-step-4 = A lista, o número secreto e o número público dão juntos a cada candidatura o seu bilhete. Participaram dois técnicos. Os bilhetes mais baixos ficaram com as vagas, os outros esperam por essa ordem.
draw-step-4-before = A lista, o número secreto e o número público dão juntos a cada candidatura o seu bilhete. Participam dois técnicos. Os bilhetes mais baixos ficam com as vagas, os outros esperam por essa ordem.
draw-why = Quem conhece só uma das três partes nada sabe da ordem. Agora que as três são públicas, qualquer pessoa a pode calcular de novo.
draw-why-before = Quem conhece só uma das três partes nada sabe da ordem. Feito o sorteio, as três ficam públicas e qualquer pessoa a pode calcular de novo.
draw-download = O registo (JSON)
draw-program = Um programa de trinta linhas que o verifica
draw-program-lead = Guarde o registo e este programa, e execute-o com Python. Não precisa de mais nada.
check-title = Verifique por si
check-lead = O seu próprio aparelho pega no registo publicado e calcula de novo cada bilhete. Nada é enviado.
check-button = Verificar o sorteio
check-running = A calcular…
check-right = Está certo: todas as partes, e todas as posições, deram o mesmo.
check-wrong = Alguma coisa difere do publicado. Guarde o registo e escreva-nos.
check-failed = Não foi possível carregar o registo. Tente de novo, ou guarde-o e use o programa abaixo.
check-part-entrants = A lista dos participantes está completa e por ordem
check-part-commitment = O número secreto é aquele cuja impressão digital foi publicada
check-part-seed = Lista, número secreto e número público dão a semente publicada
check-part-order = Cada posição resulta dos bilhetes
check-part-selected = As vagas foram para os primeiros da ordem
moves-title = Desde o sorteio
moves-lead = O sorteio nunca se repete. Uma vaga que fica livre passa ao seguinte da ordem.
home-open-phase = Apoios abertos agora
erase-kept-awards = { $count ->
        [one] Foi atribuído um apoio a este negócio
       *[other] Foram atribuídos { $count } apoios a este negócio
    }. A lei obriga-nos a guardar a candidatura, os documentos e os pagamentos durante { $years ->
        [one] um ano
       *[other] { $years } anos
    }; depois são também apagados. O que ainda decorre termina agora, e uma vaga passa ao seguinte.
received-title = Recebemos a sua candidatura
received-lead = Conta a partir do momento em que a entregou. Neste momento entregam-se muitas, por isso verificá-la demora alguns minutos. Pode fechar esta página; avisamos, também por mensagem.
received-look = Ver de novo
apply-which-outlet = Esta fase é para estabelecimentos: indique para qual se candidata.
answer-long = No máximo { $most } caracteres. Ficou guardado o que lá estava antes.
answer-choice = Escolha uma das respostas.
appeal-once = O seu recurso foi aceite uma vez e a candidatura voltou a ser analisada. Só se pode recorrer uma vez.
draft-unread = Guardado, exceto o que está assinalado.
paper-same = Já tínhamos este documento quando o pedimos. Junte outro, ou indique que não pode e diga porquê.
paper-before = já cá estava antes do pedido: { $name }
draft-kept = As respostas estão guardadas. Ainda nada foi enviado.
paper-removed = O documento saiu da candidatura; o negócio continua a tê-lo.
step-then-by = Segue-se: { $step }, até { DATE($on) }.
step-then = Segue-se: { $step }.
step-done-what = Confirme só quando estiver mesmo feito: depois já não o pode desfazer.
step-done-last = É o último passo e conclui o apoio.
accept-title = Ficar com esta vaga?
accept-steps = O que se compromete a fazer, e até quando
accept-lapse = Se um passo seu não for feito a tempo, avisamos primeiro; { $days ->
        [one] um dia
       *[other] { $days } dias
    } depois o apoio caduca, e a vaga passa ao seguinte.
accept-next = Ao aceitar, a vaga fica sua e os primeiros prazos começam a contar. Mais tarde ainda pode desistir.
accept-until = Pode decidir até { MOMENT($until) }; antes de aceitar, nada conta.
accept-terms = Todas as condições desta fase (versão { $version })
accept-button = Aceitar e ficar com a vaga
accept-not-now = Agora não
appeal-accepted = O recurso de { DATE($made) } foi aceite em { DATE($at) }.
next-hear-by = Terá notícias nossas até { DATE($on) }.
appeal-is-one = Só se pode recorrer uma vez.
today-answer = Responder à nossa pergunta
today-accept = Ficar com a vaga
today-draft = Terminar a candidatura
today-left = { $days ->
        [0] Hoje é o último dia
        [one] Falta um dia
       *[other] Faltam { $days } dias
    } (até { DATE($on) })
today-late = O prazo terminou em { DATE($on) }
missing-by-manager = Preenche-o o titular ou um gerente.
