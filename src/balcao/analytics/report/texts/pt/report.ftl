### O relatório à volta das conclusões: no ecrã, em papel e no terminal.

report-title = O que dizem as suas vendas
report-period = { $days ->
        [one] Um dia aberto
       *[other] { NUMBER($days) } dias abertos
    }, de { DATE($from) } a { DATE($to) }
headline = { $count ->
        [one] Uma coisa a fazer, no valor de cerca de { MONEY($mid) } por mês
       *[other] { $count } coisas a fazer, no valor total de cerca de { MONEY($mid) } por mês
    }
headline-range = Entre { MONEY($low) } e { MONEY($high) }, em contas prudentes.
headline-unvalued = { $count ->
        [one] Uma coisa que vale a pena saber
       *[other] { $count } coisas que vale a pena saber
    }
headline-open = Responda primeiro a uma pergunta: os seus números dependem dela
headline-open-more = As conclusões abaixo usam a coluna que escolhemos. Podem ser outras depois da sua resposta.
headline-unpriced = O ficheiro não tem valores, por isso não se pode dizer quanto valem em dinheiro.
headline-nothing = Nada se destaca
headline-nothing-more = Fizemos { $checks } verificações em { $lines ->
        [one] uma linha de venda
       *[other] { NUMBER($lines) } linhas de venda
    }. Nenhuma encontrou algo que mereça o seu tempo.
headline-few = Ainda há poucas vendas para avaliar
headline-few-more = Guarde este ficheiro e traga mais dias depois: em baixo está o que seria suficiente.

value = Cerca de { MONEY($mid) } por mês
value-range = entre { MONEY($low) } e { MONEY($high) }
value-none = Sem valor em dinheiro
certainty-open = Certeza: só depois de responder à pergunta sobre o ficheiro
certainty = Certeza: { $word }
do-label = O que fazer
how-label = Como sabemos
figures-label = Ver os números
more-label = { $count ->
        [one] Mais uma conclusão
       *[other] Mais { $count } conclusões
    }
chart-source = As suas vendas, de { DATE($from) } a { DATE($to) }

overview-title = A sua loja em números
overview-net = Vendas depois de devoluções
overview-day = Num dia aberto
overview-receipt = Uma visita
overview-weekday = Melhor dia da semana
overview-hour = Hora de maior movimento
overview-item = Mais vendido
overview-units = Unidades vendidas
overview-hours = das { HOUR($hour) } às { HOUR($next) }
overview-chart = { $priced ->
        [yes] Vendas semana a semana
       *[no] Unidades vendidas semana a semana
    }

missing-title = O que não foi possível avaliar
missing-checks = Não avaliado: { $checks }.
reading-title = Como lemos o ficheiro
reading-used = { $used ->
        [one] Uma linha usada
       *[other] { NUMBER($used) } linhas usadas
    } de { NUMBER($rows) }.
reading-all = { $rows ->
        [one] Foi usada a única linha.
       *[other] Foram usadas todas as { NUMBER($rows) } linhas.
    }
reading-rejected = Não usadas, com o motivo:
reading-columns = O que entendemos de cada coluna:
reading-kept = Valores em { $currency }, datas lidas como { $order }.
reading-kept-unpriced = Datas lidas como { $order }.
reading-clock = As horas são as de { $place }.
reading-wrong = Há algo errado aqui? Repita e indique o que devia ser: a ordem da data, a moeda, ou qual é cada coluna.
footer = Feito pelo Balcão nesta máquina. O ficheiro foi lido aqui e não foi enviado para lado nenhum.
footer-method = Os valores são por mês de 30,4 dias, com intervalos de 80 %, depois de uma hipótese prudente que cada conclusão indica.

missing-no_amount = O ficheiro não tem preços nem valores.
    .would-need = Exporte as vendas com os valores: na maioria das caixas o relatório chama-se «artigos vendidos» ou «vendas por artigo».
missing-no_clock = O ficheiro tem datas mas não tem horas.
    .would-need = Exporte com data e hora; se o ficheiro passou por uma folha de cálculo, tire-o de novo da caixa.
missing-no_item = O ficheiro não diz o que foi vendido.
    .would-need = Exporte «artigos» ou «talões por artigo» em vez de pagamentos.
missing-order_amount = O ficheiro diz quanto somou cada pedido, mas não quanto rendeu cada artigo.
    .would-need = Exporte as linhas dos pedidos, cada uma com o seu preço ou valor.
missing-no_receipt = O ficheiro não diz que linhas pertencem à mesma visita.
    .would-need = Exporte com o número do talão ou do pedido.
missing-no_discount = O ficheiro não tem descontos.
    .would-need = Junte a coluna de descontos, se a caixa os regista.
missing-no_payment_method = O ficheiro não diz como as pessoas pagaram.
    .would-need = Junte a forma de pagamento, ou traga o extrato do serviço de pagamentos.
missing-no_customer = O ficheiro não distingue os clientes.
    .would-need = Basta um número de fidelização ou uma coluna de cliente; pode ficar de fora, se preferir.
missing-few_days = Há { $days ->
        [one] um dia aberto
       *[other] { $days } dias abertos
    } de vendas.
    .would-need = Com { $least } podemos distinguir os dias da semana.
missing-few_lines = Há { $lines ->
        [one] uma linha de venda
       *[other] { NUMBER($lines) } linhas de venda
    }.
    .would-need = Com { $least } distingue-se um padrão do acaso.
missing-few_weeks = Há { $weeks ->
        [one] uma semana
       *[other] { $weeks } semanas
    } de vendas.
    .would-need = Com { $least } semanas podemos comparar.
missing-few_items = Nenhuma categoria tem { $least } artigos com idade para avaliar.
    .would-need = Uma ementa de { $least } artigos ou mais, à venda há pelo menos quatro semanas.
missing-few_baskets = { $baskets ->
        [0] Nenhuma visita tem dois artigos diferentes.
        [one] Só uma visita tem dois artigos diferentes.
       *[other] Só { $baskets } visitas têm dois artigos diferentes.
    }
    .would-need = Com { $least } visitas assim podemos dizer o que combina.
missing-few_customers = { $customers ->
        [0] Nenhum cliente conhecido teve 60 dias para voltar.
        [one] Só um cliente conhecido teve 60 dias para voltar.
       *[other] Só { $customers } clientes conhecidos tiveram 60 dias para voltar.
    }
    .would-need = Com { $least } podemos dizer quantos voltam.
missing-other_currency = As vendas estão em { $currency }, mas aqui os salários são pagos noutra moeda.
    .would-need = Escolha a economia onde está a loja.
missing-no_wage_floor = Não sabemos qual é o salário mais baixo que aqui se paga.
    .would-need = A entidade que gere este serviço pode indicá-lo, com a fonte.
missing-no_fees = Nem o ficheiro nem as fontes que temos dizem quanto custa aqui cada forma de pagamento.
    .would-need = Traga um ficheiro com as comissões, como o extrato do serviço de pagamentos.

note-date_order_assumed = Todas as datas podiam ler-se com o dia ou o mês primeiro. Usámos a ordem habitual aqui; diga se for a outra.
note-hours_destroyed = As horas estão estragadas, provavelmente por uma folha de cálculo. Guardámos os dias e deixámos as horas.
note-ids_destroyed = Os números de talão foram transformados em números como 5E+17 por uma folha de cálculo e não servem.
note-receipts_by_day = Os números de talão recomeçam todos os dias, por isso juntámos-lhes a data.
note-receipts_by_time = Não há números de talão. As linhas do mesmo segundo contam como uma visita.
note-foreign_currency = Os valores estão numa moeda diferente da desta economia.
note-wide_sheet = Cada coluna é um artigo, por isso lemos as células como quantidades.
note-sheet_of_money = As células têm somas de dinheiro, por isso lemo-las como valores, não como quantidades.
note-amount_once_an_order = O total de cada encomenda repete-se em todas as suas linhas; foi contado uma só vez.
note-all_pending = Quase todas as linhas dizem que falta pagar; mesmo assim, foram contadas como vendas.
note-on_account = As faturas que os clientes ainda não pagaram contam como vendas.
note-one_amount_dwarfs = Um valor é muitas vezes maior do que todos os outros juntos. Veja se é um engano.
