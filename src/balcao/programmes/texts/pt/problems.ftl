### O que impede a publicação de uma fase.

problem-why = Diga o que muda e porquê. Quem se candidatou vai ler.
problem-window-open = A fase está aberta: o início já não muda, e o fim só para mais tarde.
problem-selection-open = A fase está aberta: a forma de atribuir vagas já não muda.
problem-fewer-places = A fase está aberta: podem acrescentar-se vagas, não retirar.
problem-window-over = A fase fechou: o prazo já não muda.
problem-places-given = As vagas foram atribuídas: o número já não muda.
problem-text = Falta o texto em { $languages }: { $field }
problem-row = { $row } («{ $text }»)
problem-choices-of = opções da { $row }
problem-row-rules = condição { $number }
problem-reason-of = razão da { $row }
problem-row-documents = documento { $number }
problem-row-questions = pergunta { $number }
problem-row-steps = passo { $number }
problem-row-funders = quem paga, { $number }
problem-row-strata = grupo { $number }
problem-row-grid = linha { $number } dos pontos
language-zh-Hant = chinês
language-pt = português
language-en = inglês
problem-dates = Falta indicar: { $names }
problem-closes-order = O fim tem de vir depois do início: fecha a { MOMENT($closes) } e abre a { MOMENT($opens) }.
problem-decides-order = O dia até ao qual se atribuem as vagas tem de vir depois do dia do fim: está { DATE($decides) }, e o fim é a { MOMENT($closes) }.
problem-window-past = O fim do prazo já passou: { MOMENT($closes) }.
problem-code-twice = O nome curto «{ $code }» aparece duas vezes.
problem-rule-broken = Isto não pode ser verificado, porque aquilo que pergunta não existe ou o valor não serve: { $row }
problem-choices = São precisas pelo menos duas opções: { $row }
problem-step-after = Isto vem depois de um passo que não o antecede: { $row }
problem-steps = Um apoio precisa de pelo menos um passo obrigatório.
problem-funders = As partes de quem paga têm de somar 100. Agora somam { $sum }.
problem-budget = Todas as vagas juntas custam { MONEY($cost) }, mais do que o orçamento de { MONEY($budget) }.
problem-places = É precisa pelo menos uma vaga.
problem-beacon = Para um sorteio, indique a partir de quando se conhece o número público.
problem-beacon-early = O número público tem de vir depois do fim do prazo, senão alguém podia conhecê-lo antes: conhece-se a partir de { MOMENT($beacon) }, e o fim é a { MOMENT($closes) }.
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
advice-appeal-days = As vagas só se atribuem depois de terminado o prazo de recurso, de { $days ->
        [one] um dia
       *[other] { $days } dias
    }. O dia marcado para as atribuir vem antes disso: basta uma recusa para poder falhar.
