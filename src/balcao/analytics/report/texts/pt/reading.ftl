### O que uma leitura diz de si própria: o tipo de tabela, o que ficou de fora, o que não é certo, e porque acreditamos no resto.

kind-sale_lines = linhas de venda
    .told = Lemos este ficheiro como linhas de venda: cada linha é um artigo vendido.
kind-receipts = talões
    .told = Lemos este ficheiro como talões: cada linha é um talão.
kind-orders = encomendas
    .told = Lemos este ficheiro como encomendas: cada linha é um artigo, e as linhas da mesma encomenda contam juntas.
kind-payments = pagamentos
    .told = Lemos este ficheiro como pagamentos: cada linha é um pagamento recebido.
kind-payouts = liquidações
    .told = Lemos este ficheiro como liquidações: o que um serviço de pagamentos cobrou por si e lhe entregou.
kind-daily_totals = totais por dia
    .told = Lemos este ficheiro como totais por dia: cada linha é um dia inteiro.
kind-monthly_totals = totais por mês
    .told = Lemos este ficheiro como totais por mês: cada linha é um mês inteiro.
kind-cash_book = livro de caixa
    .told = Lemos este ficheiro como livro de caixa: só conta o dinheiro que entrou das vendas.
kind-wide_sheet = folha com um artigo por coluna
    .told = Lemos este ficheiro como folha com um artigo por coluna.
kind-transposed_sheet = folha com um dia por coluna
    .told = Lemos este ficheiro como folha com um dia por coluna.
kind-day_report = relatório dia a dia
    .told = Lemos este ficheiro como relatório dia a dia: a data está numa linha própria, por cima das vendas.

left-no_date = { $rows ->
        [one] uma de { NUMBER($all) } linhas não tem data que sirva
       *[other] { NUMBER($rows) } de { NUMBER($all) } linhas não têm data que sirva
    }
left-no_amount = { $rows ->
        [one] uma de { NUMBER($all) } linhas não tem valor
       *[other] { NUMBER($rows) } de { NUMBER($all) } linhas não têm valor
    }
left-exact_copy = { $rows ->
        [one] uma de { NUMBER($all) } linhas é cópia exata de outra
       *[other] { NUMBER($rows) } de { NUMBER($all) } linhas são cópias exatas de outras
    }
left-other_currency = { $rows ->
        [one] uma de { NUMBER($all) } linhas está noutra moeda
       *[other] { NUMBER($rows) } de { NUMBER($all) } linhas estão noutra moeda
    }
left-not_a_sale = { $rows ->
        [one] uma de { NUMBER($all) } linhas não é venda
       *[other] { NUMBER($rows) } de { NUMBER($all) } linhas não são vendas
    }
left-closed_or_cancelled = { $rows ->
        [one] uma de { NUMBER($all) } linhas foi fechada ou anulada
       *[other] { NUMBER($rows) } de { NUMBER($all) } linhas foram fechadas ou anuladas
    }
left-not_paid_yet = { $rows ->
        [one] uma de { NUMBER($all) } linhas ainda não está paga
       *[other] { NUMBER($rows) } de { NUMBER($all) } linhas ainda não estão pagas
    }
left-out = Ficou de fora: { $main }.
left-also = Também de fora: { $reasons }.
left-reason = { $reason } ({ NUMBER($rows) })
left-worth = São { $money }, ou seja, { PERCENT($share) } do dinheiro que está no ficheiro.
other-parts = { $count ->
        [one] Não foi lida: { $others }, porque tem outras colunas ou fala de dias que já estão em { $read }. Se tiver vendas próprias, traga-a num ficheiro à parte.
       *[other] Não foram lidas: { $others }, porque têm outras colunas ou falam de dias que já estão em { $read }. Se tiverem vendas próprias, traga cada uma num ficheiro à parte.
    }
part-name = «{ $name }»
more-parts = mais { NUMBER($count) }
all-parts = Lidos em conjunto: { $read }.
other-currencies = O ficheiro tem também valores noutra moeda, que não contam: { $sums }.
currency-sum = { $money } ({ $rows ->
        [one] uma linha
       *[other] { NUMBER($rows) } linhas
    })
control-agrees = O total indicado no ficheiro, { $stated }, é igual à soma das linhas.
control-differs = O total indicado no ficheiro é { $stated }, mas as linhas somam { $found }: uma diferença de { $difference }. Veja se faltam linhas na exportação.

asked-title = { $count ->
        [one] Uma dúvida sobre o ficheiro
       *[other] { $count } dúvidas sobre o ficheiro
    }
asked-taken = usada aqui
asked-column = Que coluna é «{ $role }»?
asked-amount = Que coluna diz quanto o cliente pagou por cada venda?
asked-sold_at = Que coluna diz quando foi a venda?
asked-date = Que coluna é o dia da venda?
asked-receipt = Que coluna é o número do talão?
asked-item = Que coluna diz o que foi vendido?
asked-quantity = Que coluna diz quantos foram vendidos?
asked-kind = Que tabela é esta?
asked-date_order = Por que ordem estão escritas as datas? 05/01, por exemplo, pode ser 5 de janeiro ou 1 de maio.
asked-rows = { $rows ->
        [one] Na coluna «{ $column }» uma linha diz «{ $text }». Conta?
       *[other] Na coluna «{ $column }» { NUMBER($rows) } linhas dizem «{ $text }». Contam?
    }
full-stop = .
told-rows = Como disse, as linhas com «{ $text }»: { $answer }.
asked-amount_of = Todas as linhas de uma encomenda mostram o mesmo valor. É de cada linha ou da encomenda inteira?
asked-decimal = Que sinal separa as casas decimais?
decimal-comma = vírgula
decimal-point = ponto

understood-next = Segunda hipótese: «{ $heading }»
understood-next-because = Segunda hipótese: «{ $heading }» ({ $reasons })

evidence-days = de { DATE($first) } a { DATE($last) }
evidence-heading = o cabeçalho diz «{ $words }»
evidence-dates = { PERCENT($share) } das células são datas
evidence-clock = { PERCENT($share) } das células têm horas
evidence-money = { PERCENT($share) } das células são valores em dinheiro
evidence-counts = { PERCENT($share) } das células são quantidades
evidence-identifiers = { PERCENT($share) } das células parecem números de referência
evidence-repeats = o mesmo número repete-se em várias linhas
evidence-unique = não há duas linhas iguais
evidence-product = «{ $quantity }» × «{ $price }» dá este valor em { PERCENT($share) } das linhas
evidence-difference = «{ $a }» menos «{ $b }» dá este valor em { PERCENT($share) } das linhas
evidence-sum = «{ $a }» mais «{ $b }» dá este valor em { PERCENT($share) } das linhas
evidence-payments = { PERCENT($share) } das células são formas de pagamento, como «{ $example }»
evidence-channels = { PERCENT($share) } das células são formas de encomendar, como «{ $example }»
evidence-states = { PERCENT($share) } das células dizem em que ponto está a encomenda, como «{ $example }»
evidence-directions = { PERCENT($share) } das células dizem se o dinheiro entra ou sai, como «{ $example }»
evidence-names = { PERCENT($share) } das células parecem nomes
evidence-first_rows = só está preenchida na primeira linha de cada encomenda
evidence-whole_order = repete-se em cada linha da encomenda
evidence-only = nenhuma outra coluna serve
evidence-unexplained = pelos valores não se percebe que relação têm as duas colunas
evidence-told = foi o que nos disse
evidence-learned = foi o que disseram negócios com os mesmos cabeçalhos
evidence-vendor = é assim que { $name } exporta
evidence-rows_unpaid = pode querer dizer que ainda nada foi pago
evidence-rows_unknown = não sabemos o que isto quer dizer
evidence-rows_arguable = pode ser o que o negócio comprou ou o que lhe compraram
evidence-rows_twice = para cada uma há uma linha «{ $other }» do mesmo cliente e do mesmo valor
evidence-spending = { PERCENT($share) } das linhas parecem despesas, como «{ $example }»
evidence-takings = { PERCENT($share) } das linhas parecem receitas, como «{ $example }»
