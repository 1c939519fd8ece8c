### O programa: estados, recusas, razões.

application-draft = rascunho
application-submitted = entregue
application-under_review = em análise
application-information_requested = pedido de informação
application-eligible = admitida
application-ineligible = não admitida
application-selected = selecionada
application-waitlisted = em lista de espera
application-awarded = apoio atribuído
application-completed = concluída
application-lapsed = caducada
application-withdrawn = desistência
moved-already = Nada foi alterado: a candidatura está agora «{ $state }». Alguém foi mais rápido; veja de novo.
moved-meanwhile = Nada foi alterado: alguém mudou isto no mesmo momento. Veja de novo.
rule-own-sectors = Só se podem candidatar os ramos indicados para esta fase.
rule-own-most = { $most ->
        [one] Um negócio pode candidatar-se uma vez nesta fase.
       *[other] Um negócio pode candidatar-se { $most } vezes nesta fase.
    }
rule-refuses = { $reason } Se não for assim, corrija o perfil ou as respostas. Também pode entregar a candidatura e pedir uma decisão.
phase-cancelled-already = Esta fase foi cancelada; já não pode ser alterada.
nothing-to-publish = Não há alterações para publicar.
phase-has-applications = Há candidaturas nesta fase, por isso já não pode ser cancelada.
phase-needs-officer = Alguém tem de tratar da fase. Escolha pelo menos um técnico.
phase-not-open = Esta fase não está aberta. O rascunho fica guardado.
phase-over = Esta fase fechou antes de a candidatura chegar. O rascunho fica guardado e serve para a fase seguinte.
conflict-stands = Tem interesse nesta candidatura, por isso são outros a decidir.
conflict-why = Diga em poucas palavras qual é o interesse.
draft-sent-already = Esta candidatura já foi entregue e deixou de ser rascunho. Nada foi alterado.
answer-missing = Falta responder: { $text }
document-missing = Ainda falta: { $name }
profile-missing = Ainda falta no perfil: { $name }
answer-empty = Escreva uma resposta.
appeal-not-open = Não há de que recorrer, ou o recurso já foi apresentado.
appeal-late = O prazo para recorrer terminou.
appeal-empty = Diga em poucas palavras por que razão se deve rever a decisão.
accept-late = O prazo para ficar com esta vaga terminou. Passa ao seguinte da lista.
ask-empty = Diga o que precisa de saber, ou escolha um documento.
points-late = A ordem está fixada, ou a candidatura decidida; os pontos já não mudam.
points-wrong = Os pontos vão de zero ao máximo de cada linha.
decide-why = Indique uma razão. Quem se candidatou vai lê-la.
settled-already = As vagas desta fase já foram atribuídas.
settle-not-closed = A fase ainda não fechou.
settle-undecided = { $count ->
        [one] Falta decidir uma candidatura.
       *[other] Falta decidir { $count } candidaturas.
    }
settle-appeals = { $count ->
        [one] Falta responder a um recurso.
       *[other] Falta responder a { $count } recursos.
    }
settle-beacon = O número público só se conhece a partir de { MOMENT($at) }.
settle-by-draw = As vagas desta fase são sorteadas.
beacon-empty = Introduza primeiro o número público.
settle-number-lost = O número secreto do sorteio já não se consegue ler. Primeiro, dois técnicos fixam um novo (acima).
settle-number-another = O número secreto do sorteio não é o que foi publicado: o resumo (hash) é outro. Com ele não se faz sorteio. Quem gere o sítio apura a causa e repõe o número a partir de uma cópia de segurança.
number-not-lost = O número secreto deste sorteio existe, por isso mantém-se.
number-beacon-after = O número público tem de ser conhecido depois de fixado o novo número secreto e depois de fecharem as candidaturas. Escolha um momento mais tarde.
number-second-officer = Foi quem pediu o novo número, por isso é outro técnico a confirmar.
number-asked = Pedido feito. Outro técnico da fase confirma.
number-renewed = Está fixado um novo número. Todos os que se candidataram são avisados.
number-lost-title = O sorteio precisa de um novo número secreto
number-lost = A chave secreta do site perdeu-se e, com ela, o número fixado quando esta fase foi publicada. Se a chave se puder recuperar, não é preciso mais nada. Caso contrário, dois técnicos fixam um novo número e o sorteio espera por um número público que ainda ninguém conhece.
number-wanted = Um colega pede um novo número secreto. O número público passaria a ser o de { MOMENT($at) }.
number-other = Outro técnico da fase confirma.
number-confirm = Fixar um novo número
number-ask = Pedir um novo número
number-earlier = Até { MOMENT($until) } esteve aqui esta impressão digital. O seu número perdeu-se antes do sorteio:
draw-second-officer = Foi quem introduziu o número, por isso é outro técnico a aprovar.
draw-value-differs = Não é o número que o seu colega introduziu. Confirmem ambos outra vez; nada foi sorteado.
list-not-open = Não há lista de espera para encerrar.
award-over = Este apoio terminou, ou o passo já está feito. Nada foi alterado.
step-not-yours = É outra pessoa que diz quando este passo está feito.
extend-later = Escolha um dia depois do atual, e no futuro.
due-answer = responder à nossa pergunta
due-accept = ficar com a vaga
reason-not_accepted = A vaga não foi aceite a tempo.
reason-list_ended = Todas as vagas desta fase estão definitivamente ocupadas.
reason-after_the_draw = Admitida depois do sorteio, por isso a última da lista de espera.
reason-step_late = Um passo não foi feito a tempo, apesar do nosso aviso.
record-application-begun = Candidatura começada
record-application-discarded = Rascunho eliminado
record-application-moved = Candidatura { $subject }: { $to }
record-application-assigned = Candidatura { $subject }: entregue a um técnico
record-application-noted = Candidatura { $subject }: um técnico escreveu uma nota
record-application-conflict = Candidatura { $subject }: um técnico declarou interesse e deixa de decidir
record-application-points = Candidatura { $subject }: foram dados pontos
record-application-proposed = Candidatura { $subject }: um primeiro técnico decidiu, segue-se outro
record-application-appealed = Candidatura { $subject }: recurso
record-application-appeal_decided = Candidatura { $subject }: recurso respondido
record-application-knocked = Alguém sem direito tentou abrir a candidatura { $subject }, e foi recusado
record-document-kept = Foi guardado um documento
record-document-erased = Foi deitado fora um documento
record-document-read = Foi aberto um documento
record-award-step = Apoio { $subject }: um passo feito
record-award-step_undone = Apoio { $subject }: um passo voltou atrás
record-award-extended = Apoio { $subject }: mais tempo, até { DATE($until) }
record-award-lapse_announced = Apoio { $subject }: foi anunciada a caducidade
looked-application = candidatura
settle-sending = Ainda se verificam candidaturas entregues; demora alguns minutos.
reason-back_in_order = De novo admitida. O lugar na ordem é o que lhe coube no sorteio.
api-no-question = «{ $code }» não é nenhuma pergunta desta fase. Nada foi guardado.
api-no-answer = «{ $code }» não se responde assim: pede { $kind }. Nada foi guardado.
api-revision = Esta revisão ainda não existe: a última é { $seen }.
api-cursor = Este cursor não é nosso. Comece de novo sem ele.
api-not-done-yet = A base de dados falhou a meio e isto ficou por fazer. O que enviou não tem culpa: volte a enviá-lo daqui a um minuto.
record-application-proposal_dropped = Candidatura { $subject }: uma primeira decisão foi retirada ou não teve acordo
settle-appeal-days = { $count ->
        [one] Um negócio recusado ainda pode recorrer, até { MOMENT($until) }. As vagas atribuem-se depois: a quem o recurso desse razão ficaria em último.
       *[other] { $count } negócios recusados ainda podem recorrer, até { MOMENT($until) }. As vagas atribuem-se depois: a quem o recurso desse razão ficaria em último.
    }
answer-papers = Falta ainda: { $papers }. Junte, ou indique que não pode e diga porquê.
record-application-conflict_lifted = Candidatura { $subject }: uma declaração de interesse foi corrigida por outro técnico
