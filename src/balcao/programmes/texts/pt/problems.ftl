### O que impede a publicação de uma fase.

problem-why = Diga o que muda e porquê. Quem se candidatou vai ler.
problem-window-open = A fase está aberta: o início já não muda, e o fim só para mais tarde.
problem-selection-open = A fase está aberta: a forma de atribuir vagas já não muda.
problem-fewer-places = A fase está aberta: podem acrescentar-se vagas, não retirar.
problem-window-over = A fase fechou: o prazo já não muda.
problem-places-given = As vagas foram atribuídas: o número já não muda.
problem-text = Falta um texto numa das três línguas: { $part } ({ $text })
problem-dates = São precisos o início, o fim e o dia da decisão.
problem-date-order = O fim vem depois do início, e a decisão depois do fim.
problem-window-past = O fim do prazo já passou.
problem-code-twice = O nome curto «{ $code }» aparece duas vezes.
problem-rule-broken = A regra «{ $code }» não pode ser verificada: aquilo que pergunta não existe, ou o valor não serve.
problem-choices = A pergunta «{ $code }» precisa de pelo menos duas opções.
problem-step-after = O passo «{ $code }» vem depois de um que não o antecede.
problem-steps = Um apoio precisa de pelo menos um passo obrigatório.
problem-funders = As partes de quem paga têm de somar 100.
problem-budget = Todas as vagas juntas custam mais do que o orçamento.
problem-places = É precisa pelo menos uma vaga.
problem-beacon = Um sorteio precisa da fonte de um número público, em três línguas, e da hora a partir da qual se conhece.
problem-beacon-early = O número público tem de vir depois do fim do prazo, senão alguém podia conhecê-lo antes.
problem-strata = Diga para quem há vagas reservadas.
problem-strata-places = Há mais vagas reservadas do que vagas, ou um grupo chama-se «remainder».
problem-grid = A escolha por pontos precisa da grelha.
problem-worse = O prazo já abriu e há quem conte com as condições. Isto seria pior para essas pessoas: { $part }
problem-code-used = «{ $code }» já designou outra coisa, e pode haver respostas guardadas com esse código. Use um código novo.
problem-one-officer = Esta fase precisa de dois técnicos: um decide ou sorteia e outro confirma. Acrescente um segundo em «Quem trata dela».
advice-appeal-officers = { $deciding ->
        [1] Quem recusa não decide o recurso: são precisos pelo menos { $needed } técnicos. Acrescente-os antes do primeiro recurso.
       *[other] Uma recusa é decidida por dois técnicos, e nenhum deles decide o recurso: são precisos pelo menos { $needed }. Acrescente-os antes do primeiro recurso.
    }
advice-appeal-days = As vagas só se atribuem depois de terminado o prazo de recurso ({ $days } dias). O dia marcado para as atribuir vem antes disso: basta uma recusa para poder falhar.
