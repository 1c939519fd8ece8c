### Páginas dos técnicos: fases, filas, análise, apoios.

nav-queue = A decidir
nav-awards = Apoios
nav-phase-list = Fases
phase-list-title = Fases
phase-first = Ainda não trata de nenhuma fase
phase-first-do = Crie uma, ou peça para entrar numa que já exista.
phase-new = Nova fase
phase-new-lead = Uma fase pertence a uma medida, que pode ter uma por ano. O resto escreve-se passo a passo, e nada é público antes de publicar.
phase-parts = O que diz e o que pede
phase-public = página pública
phase-write = Escrever e publicar
phase-change = Uma alteração por publicar
phase-problems = { $count ->
        [one] Falta uma coisa para se poder publicar:
       *[other] Faltam { $count } coisas para se poder publicar:
    }
phase-ready = Está tudo.
phase-why = O que muda, e porquê
phase-preview = Pré-visualizar
phase-publish = Publicar
phase-drop = Esquecer esta alteração
phase-published = Publicada.
phase-copied = Copiada. Marque as novas datas.
phase-dropped = A alteração foi esquecida. O que está publicado fica como está.
phase-officers = Quem trata dela
phase-officers-lead = Veem as candidaturas e decidem.
phase-copy = Copiar para a fase seguinte
phase-cancel = Cancelar esta fase
window-draft = em preparação
window-closed = fechada
window-cancelled = cancelada
part-texts = Nome e textos
    .lead = Como se chama e o que dá, em três línguas.
part-window = Prazo e vagas
    .lead = Quando, quantas, quanto, e com que rapidez.
part-who = Quem se pode candidatar
    .lead = Ramos, e as condições que cada negócio deve cumprir.
part-papers = Documentos e perguntas
    .lead = O que se entrega e responde. Peça pouco: o perfil já lá está.
part-award = O apoio
    .lead = O que acontece depois de aceite a vaga, passo a passo, e quem paga.
part-choice = Como se atribuem as vagas
    .lead = Por sorteio verificável, por ordem de chegada, ou por pontos.
rows-rules = Condições
    .lead = Todas têm de ser cumpridas. A razão é o que lê quem não cumpre.
rows-documents = Documentos
    .lead = Cada um pode ser uma fotografia ou um PDF.
rows-questions = Perguntas
    .lead = Declarações a confirmar, ou coisas a preencher.
rows-steps = Passos
    .lead = Os dias contam da atribuição, ou do passo anterior.
rows-funders = Quem paga
    .lead = As partes somam 100. Deixe vazio se não for preciso dizer.
rows-strata = Vagas reservadas a grupos
    .lead = Só para um sorteio com grupos. Conta o primeiro que servir.
rows-grid = Pontos
    .lead = Só para a escolha por pontos. Com condição, os pontos dão-se por si; sem ela, dão-nos os técnicos.
row-new = Acrescentar
write-name = Nome
write-benefits = O que dá, numa frase
write-benefits-help = É o que se lê primeiro: «formação, uma visita de diagnóstico e uma solução gratuita».
write-about = Sobre a fase
write-opens_at = Abre
write-closes_at = Fecha
write-closes_at-help = O que se entrega durante este minuto ainda conta.
write-decides_on = As vagas são atribuídas até
write-places = Vagas
write-reserve = Até onde vai a lista de espera
write-reserve-help = 0 quer dizer: até ao fim.
write-value = Valor de um apoio
write-budget = Orçamento
write-unit = Uma candidatura é para
write-unit-business = um negócio
write-unit-outlet = um estabelecimento
write-most_applications = Candidaturas de um negócio, no máximo
write-review_days = Dias para decidir
write-answer_days = Dias para responder
write-accept_days = Dias para aceitar a vaga
write-appeal_days = Dias para recorrer
write-lapse_days = Dias entre o aviso de caducidade e a caducidade
write-four_eyes = Cada decisão precisa de um segundo técnico
write-sectors = Ramos
write-sectors-help = Nenhum assinalado quer dizer: todos.
write-method = As vagas são atribuídas
write-method-draw = por sorteio
write-method-strata = por sorteio, com vagas reservadas a grupos
write-method-first_come = por ordem de chegada
write-method-score = por pontos
write-beacon_source = De onde vem o número público
write-beacon_source-help = Algo que muitos veem e ninguém controla: uma lotaria, um número publicado.
write-beacon_at = Conhece-se a partir de
write-reason = Razão
write-reason-help = «Só se podem candidatar negócios registados há pelo menos um ano.»
write-paper = Documento
write-help = Ajuda
write-required = Obrigatório
write-expires = Tem data de validade
write-question = Pergunta ou declaração
write-kind = Responde-se com
write-choices = Opções
write-choices-help = Uma por linha, pela mesma ordem em cada língua.
write-step = Passo
write-days = Dias
write-after = Depois de
write-after-award = a atribuição
write-by = À espera de
write-funder = Quem
write-share = Parte em percentagem
write-stratum = Grupo
write-criterion = Por
write-most = Pontos, no máximo
write-remove = Retirar
write-impossible = Isto não pode ser: { $why }
write-measure = Medida
write-measure-new = uma nova
write-measure-name = Nome da nova medida
write-measure-needed = Escolha uma medida, ou dê nome a uma nova.
write-name-needed = Dê-lhe um nome em pelo menos uma língua.
measure-lead = O nome de uma linha de apoio: aparece por cima de cada fase, nas mensagens e nos comprovativos.
measure-rename = Mudar o nome
measure-name-whole = Escreva o nome nas três línguas.
measure-renamed = Nome mudado. As mensagens e os comprovativos passam a usá-lo; o que já foi enviado fica como está.
measure-history = Nomes anteriores
measure-until = até { MOMENT($until) }
kind-declaration = um visto (declaração)
kind-yes_no = sim ou não
kind-text = uma linha
kind-long_text = algumas linhas
kind-number = um número
kind-money = uma quantia
kind-date = uma data
kind-choice = uma escolha
by-applicant = quem se candidatou
by-agency = nós
by-supplier = o fornecedor
condition-title = Condição
condition-deep = Esta condição é mais funda do que aqui se pode mostrar, e fica como está.
condition-what = O quê ({ $number })
condition-value = Valor ({ $number })
join-label = Se houver várias
join-all = têm de valer todas
join-any = basta uma
join-none = não pode valer nenhuma
field-sector = Ramo
field-size = Dimensão
field-people_at_most = Pessoas ao serviço
field-district = Zona
field-registered_on = Registo
field-years_registered = Anos de registo à abertura
field-registered_here = Registo nesta economia
field-registration_number = Número de registo
field-bank_account = Conta bancária
field-outlets = Estabelecimentos
field-awards_in_measure = Apoios anteriores nesta medida
field-awards_of_outlet = Apoios anteriores ao mesmo estabelecimento
field-awards = Apoios anteriores em todas as medidas
field-applications_in_phase = Outras candidaturas nesta fase
field-applications_in_measure = Outras candidaturas nesta medida
test-in = é uma destas opções
test-not_in = não é nenhuma destas opções
test-at_least = pelo menos
test-at_most = no máximo
test-on_or_before = até
test-on_or_after = a partir de
test-yes = sim
test-no = não
test-given = não está em branco
test-handed-in = foi entregue
value-choose = Escolha da lista.
limit-people = { $people ->
        [0] ninguém
        [one] 1 pessoa
       *[other] { $people } pessoas
    }
save-and-on = Guardar e continuar
save-and-add = Guardar e acrescentar
trial-title = Experimentar as condições
trial-lead = Antes de publicar: quem recusariam entre as candidaturas que existem?
trial-against = Candidaturas de
trial-against-name = Entre as candidaturas de «{ $name }»
trial-button = Experimentar
trial-result = Estas condições recusariam { $refused } de { $count }
trial-unknown = { $count ->
        [one] Mais uma não se pôde avaliar
       *[other] Mais { $count } não se puderam avaliar
    }, porque falta preencher alguma coisa.
trial-rule = Condição
trial-who = São estas
trial-kept = Nada foi alterado.
settle-title = Atribuição das vagas
settle-was = As vagas foram atribuídas em { MOMENT($at) }.
settle-what = Está tudo decidido. A ordem resulta do que foi publicado.
settle-button = Atribuir as vagas
settle-done = As vagas estão atribuídas, e todos avisados.
beacon-enter = Procure o número público em { $source } e introduza-o exatamente como foi publicado. Depois um segundo técnico confirma e sorteia.
beacon-waits = Introduzido: { $value }. Aguarda um segundo técnico.
beacon-round = Qual (número, data)
beacon-value = Número público
beacon-button = Introduzir
beacon-entered = Introduzido. Agora um segundo técnico confirma e sorteia.
draw-approve = { $who } introduziu o número público de { $source } ({ $round }). Procure-o também e introduza-o: se coincidirem, o sorteio faz-se logo, é publicado, e todos são avisados.
draw-button = Sortear
draw-done = Sorteado e publicado. Todos foram avisados.
list-end = Encerrar a lista de espera
list-end-what = Quando não houver mais vagas: quem ainda espera é avisado.
list-ended = { $count ->
        [one] A lista está encerrada; foi avisado um negócio.
       *[other] A lista está encerrada; foram avisados { $count } negócios.
    }
queue-title = Candidaturas
queue-mine = Minhas
queue-unassigned = De ninguém
queue-waiting = À espera do candidato
queue-overdue = Em atraso
queue-appeals = Recursos
queue-second = Para segundo técnico
queue-decided = Decididas
queue-all = Todas
queue-search = Referência ou nome
queue-due = Decidir até
queue-officer = Técnico
queue-empty = Nada à espera aqui
filter-all-phases = todas as fases
filter-all-states = todos os estados
bulk-take = Ficar com as escolhidas
bulk-eligible = Admitir as escolhidas
bulk-what = Só são admitidas as que cumprem todas as condições; as outras ficam para ver uma a uma.
bulk-done = { $count ->
        [one] Uma feita.
       *[other] { $count } feitas.
    }
bulk-left = { $count ->
        [one] Uma precisa de ser vista à parte, e não foi alterada.
       *[other] { $count } precisam de ser vistas à parte, e não foram alteradas.
    }
saved-lists = Filtros guardados
saved-name = Nome
saved-keep = Guardar este filtro
saved-forget = Esquecer
awards-title = Apoios
awards-all = Todos
awards-late = Em atraso
awards-step = À espera de
awards-empty = Não há apoios aqui
awards-empty-do = Um apoio começa quando a empresa aceita a vaga.
waits-officer-applicant = à espera do candidato
waits-officer-agency = à espera de nós
waits-officer-supplier = à espera do fornecedor
keys-title = Teclas
keys-list = e admitir · n não admitir · a perguntar · m nota · j seguinte
review-left = { $days ->
        [0] decidir hoje
        [one] falta um dia
       *[other] faltam { $days } dias
    }
review-score = { $score ->
        [one] um ponto
       *[other] { $score } pontos
    }
review-rules = Condições
review-judged = Avaliada pela versão { $version } das condições.
review-earlier = Apoios anteriores
review-answers = Respostas
review-more = Atribuir, declarar interesse
outcome-met = cumprida
outcome-not_met = não cumprida
outcome-unknown = não se sabe
outcome-broken = não se pode verificar
duplicates-title = Pode ser da mesma pessoa
duplicate-unnamed = Uma que não pode consultar
duplicate-score = { PERCENT($score) } semelhante
mark-owner = mesmo titular
mark-bank = mesma conta bancária
mark-registration = mesmo número de registo
mark-phone = mesmo telefone
mark-address = mesma morada
decide-title = Decisão
decide-eligible = Admitir
decide-ineligible = Não admitir
decide-rules = Por estas razões
decide-words = Em palavras; quem se candidatou vai ler
decided-first = A sua decisão está guardada. Vale quando um segundo técnico tomar a mesma.
proposal-line = Primeira decisão, de { $who }: { $to ->
        [eligible] admitir
        [lapsed] terminar o apoio
       *[other] não admitir
    }.
proposal-own = É sua, por isso a segunda cabe a outro técnico.
take = Assumir a análise
ask-title = Perguntar ao candidato
ask-text = O que precisa de saber?
ask-documents = Documentos a entregar de novo
ask-button = Perguntar; { $days ->
        [one] um dia para responder
       *[other] { $days } dias para responder
    }
points-title = Pontos
points-most = no máximo { $most }
refusal-stands = Não admitida; o candidato já sabe porquê. Só um recurso pode mudar a decisão: tem até { MOMENT($until) } para o apresentar, e quem o decide é outro técnico.
refusal-unappealed = Não admitida, em definitivo: o prazo de recurso terminou em { MOMENT($until) } sem que tenha havido recurso.
refusal-final = Não admitida, em definitivo: o único recurso possível já foi apresentado.
appeal-of-applicant = Recurso do candidato:
appeal-grant = Aceitar
appeal-refuse = Não aceitar
award-title = Apoio
step-confirm = Feito
step-undo = voltar atrás
step-warned = caducidade anunciada em { DATE($on) }
extend-title = Mais tempo
extend-until = Até
extend-button = Dar mais tempo
lapse-title = Terminar este apoio
lapse-what = A vaga passa ao seguinte da ordem. Não se pode voltar atrás.
lapse-button = Terminar
notes-title = Notas para colegas
note-label = Quem se candidatou não lê isto
conflict-label = Tenho um conflito de interesses, porque…
conflict-button = Declarar
conflict-line = { $who } declarou interesse: { $why }
conflict-in-phase = Tem interesse numa candidatura desta fase, por isso são outros a atribuir os lugares.
conflict-theirs = Este técnico tem interesse na candidatura. Escolha outro.
decide-rule-unknown = Um destes motivos não é regra desta fase. Nada foi alterado.
decide-revoke = Afinal, não admitir
decide-revoke-what = Tinha sido admitida. O lugar passa ao seguinte da lista, o apoio termina, e o candidato fica a saber porquê e pode recorrer.
appeal-other-officer = Participou na recusa, por isso é outro técnico a decidir o recurso. Se não houver, acrescente um à fase.
appeal-other-application = A empresa tem outra candidatura em curso nesta fase. Se a retirar primeiro, o recurso pode ser aceite.
settle-no-draw = Os lugares desta fase não são sorteados.
publish-second-officer = Foi quem escreveu esta alteração das condições, e o prazo já abriu: tem de ser outro técnico da fase a publicá-la.
phase-officers-asked = Guardado. Outro técnico desta fase, ou um administrador, tem de confirmar.
phase-officers-wanted = { $who } pede que passem a ser estas pessoas a tratar da fase:
phase-officers-other = Foi quem pediu, por isso é outra pessoa a confirmar.
phase-officers-confirm = Confirmar estes técnicos
bulk-proposed = { $count ->
    [one] Uma foi proposta para admissão; decide um segundo técnico.
   *[other] { $count } foram propostas para admissão; decide um segundo técnico.
    }
phase-officers-title = Técnicos das fases
phase-officers-what = Fases que ficaram sem técnicos, e fases cujos técnicos pedem uma mudança.
phase-officers-none = Já não há quem trate desta fase. Escolha quem passa a tratar.
phase-officers-empty = Todas as fases têm técnicos.
phases-no-one = Ainda não há fases
phases-no-one-do = É um técnico que cria a primeira. Aqui verá as fases a que faltam técnicos.
phase-cancel-what = Sai das páginas públicas, com os rascunhos que alguém tenha começado. Não se pode desfazer.
phase-officers-now = Agora: { $names }
proposal-second = Se decidir o mesmo, passa a valer, e o candidato lê esta razão com o que acrescentar.
proposal-drop = Não concordar
proposal-take-back = Retirar a proposta
review-business = O negócio
settle-points =
    { $count ->
        [one] Falta dar pontos a uma candidatura admitida em alguma linha da grelha.
       *[other] Falta dar pontos a { $count } candidaturas admitidas em alguma linha da grelha.
    }
list-undecided = { $count ->
        [one] Falta decidir uma candidatura ou recurso. Depois de encerrada a lista, só fica com uma vaga se houver alguma livre.
       *[other] Falta decidir { $count } candidaturas ou recursos. Depois de encerrada a lista, só ficam com uma vaga se houver alguma livre.
    }
list-appeal-days = { $count ->
        [one] Um negócio recusado ainda pode recorrer, até { MOMENT($until) }.
       *[other] { $count } negócios recusados ainda podem recorrer, até { MOMENT($until) }.
    }
conflict-lift = Corrigir esta declaração
conflict-lift-what = Se foi declarado por engano, outro técnico corrige-o aqui e diz porquê. O que mais o ligue à candidatura (por exemplo, ter pertencido ao negócio) mantém-se.
conflict-lift-label = Porque não há interesse
conflict-lift-why = Diga porque não há interesse.
conflict-lifted-line = { $who } tinha declarado um interesse ({ $why }); { $by } corrigiu: { $because }
phase-ready-other = Está tudo. Como foi quem escreveu esta alteração e o prazo já abriu, publica-a outro técnico: { $names }.
phase-ready-nobody = Está tudo. Esta alteração tem de ser publicada por quem não a escreveu, e a fase não tem mais técnicos: acrescente um em «Quem trata dela».
done-take = Esta candidatura está consigo.
done-assign-nobody = Fica à espera de quem a tome.
done-assign = Atribuída.
done-of = { $reference } ({ $name }): { $said }
done-ask = O pedido seguiu para o candidato. Até à resposta, o prazo fica suspenso.
done-note = A nota está guardada; só os colegas a leem.
done-conflict = O interesse está declarado; tratam da candidatura outros técnicos.
done-lift = A declaração está corrigida.
done-points = Os pontos estão guardados.
done-eligible = A candidatura foi admitida. O candidato foi avisado do que se segue.
done-ineligible = A candidatura não foi admitida. O candidato foi avisado do motivo e do prazo de recurso.
done-revoke = A candidatura deixou de estar admitida, e o candidato foi avisado.
done-appeal = O recurso está respondido, e o candidato foi avisado.
done-step = Este passo está feito.
done-unstep = Este passo voltou a ficar por fazer.
done-extend = O prazo foi alargado, e o candidato foi avisado.
done-lapse = O apoio terminou, e o candidato foi avisado.
done-drop = A primeira decisão foi retirada; a candidatura fica como estava.
saved-list = O filtro «{ $name }» está guardado.
part-saved = «{ $part }» está guardado. Nada é público antes de publicar.
phase-officers-set = Está atualizado quem trata desta fase.
proposal-agree = { $to ->
        [eligible] Concordar: admitir
        [lapsed] Concordar: terminar o apoio
       *[other] Concordar: não admitir
    }
conflict-title = Declarar um interesse
publish-what = { $places ->
        [one] Uma vaga
       *[other] { $places } vagas
    }, candidaturas de { MOMENT($opens) } a { MOMENT($closes) }. Fica logo à vista de todos. Aberto o prazo, as condições só mudam a favor de quem se candidata; havendo candidaturas, a fase já não se pode cancelar.
publish-what-change = As novas condições valem desde logo. { $count ->
        [0] Não há candidaturas em curso, por isso ninguém é avisado.
        [one] Um candidato é avisado e lê a razão que indicar.
       *[other] { $count } candidatos são avisados e leem a razão que indicar.
    } Não se pode voltar atrás.
phase-drop-what = Perde-se o que foi escrito para esta alteração. O que está publicado fica como está.
settle-gives = { $offered ->
        [0] Nenhum negócio recebe vaga
        [one] Um negócio recebe uma vaga
       *[other] { $offered } negócios recebem uma vaga
    }, { $waiting ->
        [0] e nenhum fica à espera
        [one] e um fica na lista de espera
       *[other] e { $waiting } ficam na lista de espera
    }. Todos são avisados logo. Faz-se uma só vez e não se pode voltar atrás.
number-confirm-what = O novo número passa a valer, a sua impressão digital fica na página pública, e é avisado quem tem a candidatura em curso ou ainda pode recorrer. Não se pode voltar atrás.
step-confirm-last = É o último passo. O apoio fica concluído, e o negócio é avisado.
step-confirm-what = O negócio vê logo que está feito.
second-officers = { $who } pede outros técnicos; confirma-o uma segunda pessoa.
second-number = { $who } pede um novo número secreto; confirma-o um segundo técnico.
second-draw = { $who } introduziu o número público; um segundo técnico confirma-o e sorteia.
second-terms = Condições alteradas por { $who }; publica-as outro técnico.
interest = Tem um conflito de interesses nesta candidatura
    .do = Por isso não a vê nem decide sobre ela, e nada foi alterado.
interest-others = Decide outro técnico desta fase, que não tenha conflito de interesses. Se fez a declaração por engano, é ele quem a pode corrigir. Se não houver nenhum, é preciso acrescentar um à fase.
interest-nobody = Ninguém mais trata desta fase. É preciso acrescentar-lhe outro técnico.
interest-back = Voltar às candidaturas
