### O que cada verificação conclui. Uma mensagem por conclusão: o valor é o título; so-what e do falam com o dono;
### chart é a frase que o gráfico prova, reading como lê-lo, how o método e a hipótese prudente.

trend-up_weeks = As vendas subiram { PERCENT($percent) } nas últimas oito semanas
    .so-what = É mais do que as oscilações normais dos dias da semana e dos feriados. Mais clientes com as mesmas mãos significa mais espera.
    .do = Verifique se as horas de maior movimento têm pessoal e produtos para o novo nível, antes que os clientes o notem.
    .chart = As últimas oito semanas estão acima das oito anteriores
    .reading = Cada ponto é uma semana de vendas. As últimas oito estão a cores.
    .how = Comparamos as últimas 8 semanas com as 8 anteriores, descontando o efeito dos dias da semana e dos feriados.

trend-down_weeks = As vendas caíram { PERCENT($percent) } nas últimas oito semanas
    .so-what = É mais do que as oscilações normais dos dias da semana e dos feriados. Se continuar, perde-se esta margem todos os meses.
    .do = Pergunte esta semana a dez clientes habituais o que mudou para eles. Veja o que mudou há oito semanas: horário, preços, um prato, um vizinho.
    .chart = As últimas oito semanas estão abaixo das oito anteriores
    .reading = Cada ponto é uma semana de vendas. As últimas oito estão a cores.
    .how = Comparamos as últimas 8 semanas com as 8 anteriores, descontando o efeito dos dias da semana e dos feriados. Contamos metade da margem perdida como recuperável.

trend-up_year = As vendas estão { PERCENT($percent) } acima das mesmas semanas do ano passado
    .so-what = A época é a mesma, por isso é crescimento verdadeiro.
    .do = Planeie pessoal e compras por estas semanas e não pelas do ano passado.
    .chart = As últimas oito semanas estão acima do ano passado
    .reading = Cada ponto é uma semana de vendas. As últimas oito estão a cores.
    .how = Comparamos as últimas 8 semanas com as mesmas 8 semanas do ano passado, descontando o efeito dos dias da semana e dos feriados.

trend-down_year = As vendas estão { PERCENT($percent) } abaixo das mesmas semanas do ano passado
    .so-what = A época é a mesma, por isso não é só um mês fraco. Todos os meses se ganha menos do que há um ano.
    .do = Compare os dois períodos artigo a artigo: o que se vendia então e agora não? Comece pela maior queda.
    .chart = As últimas oito semanas estão abaixo do ano passado
    .reading = Cada ponto é uma semana de vendas. As últimas oito estão a cores.
    .how = Comparamos as últimas 8 semanas com as mesmas 8 semanas do ano passado, descontando o efeito dos dias da semana e dos feriados. Contamos metade da margem perdida como recuperável.

quiet_hours-losing = { WEEKDAY($weekday) }, das { HOUR($from) } às { HOUR($to) }: custa mais do que rende
    .so-what = { $hours ->
        [one] Uma hora da semana rende
       *[other] { $hours } horas da semana rendem
    } menos, depois do custo dos produtos, do que o salário de uma pessoa.
    .do = Feche ou reduza o pessoal nestas horas durante quatro semanas, ou use-as para trabalho que tem de ser feito. Depois veja de novo.
    .chart = As horas assinaladas rendem menos do que um salário
    .reading = Cada quadrado é uma hora da semana; mais escuro rende mais. Os assinalados rendem menos do que custa uma pessoa.
    .how = O que sobra das vendas de cada hora depois dos produtos, comparado com uma pessoa ao salário mínimo de { PRICE($wage) } por hora ({ $wage_source }). Só contam períodos de duas horas ou mais, e supomos que quem vinha então não viria a outra hora.

menu_mix-dogs = { $dogs ->
        [one] Um artigo vende pouco e rende pouco
       *[other] { $dogs } artigos vendem pouco e rendem pouco
    }, como { $example }
    .so-what = Ocupam lugar na ementa, no frigorífico e na cabeça. { $star } mostra o que os clientes querem.
    .do = Retire dois deles este mês, ou suba-lhes o preço. Ponha no lugar o que se vende.
    .chart = O que rendem os artigos fracos, ao lado dos mais fortes
    .reading = Cada barra é o que um artigo rendeu, depois do custo, em todo o período. Os que estão a cores não são populares nem rentáveis.
    .how = Engenharia de ementas (Kasavana e Smith, 1982): um artigo é popular a partir de 70 % de uma quota igual de vendas, e rentável acima da margem média da sua categoria. Sem custos, usamos os preços. Supomos que metade dos compradores escolhe antes um artigo médio.

long_tail-many = { $items } dos { $of } artigos trazem só { PERCENT($share) } das vendas
    .so-what = Cada um tem de ser contado, encomendado, preparado e deitado fora. { $receipts ->
        [0] Ninguém veio só por causa deles.
        [one] Só uma visita foi apenas por eles.
       *[other] Só { $receipts } visitas foram apenas por eles.
    }
    .do = Veja a lista abaixo. Guarde o que um cliente habitual pede; retire o resto na próxima impressão da ementa.
    .chart = Os melhores entre os artigos que quase não se vendem
    .reading = Cada barra é o que um artigo vendeu em todo o período.
    .how = O menor conjunto de artigos que juntos trazem no máximo 2 % das vendas, sem contar os novos. Cada um custa cinco a quinze minutos de trabalho por semana ao salário mínimo de { PRICE($wage) } por hora ({ $wage_source }); descontamos a margem das visitas que não compraram mais nada.

pairs-attach = { PERCENT($rate) } de quem compra { $first } leva { $second }; podiam ser { PERCENT($best) }
    .so-what = Os dois são comprados juntos mais vezes do que o acaso explica: as pessoas gostam da combinação. As suas melhores chegam a { PERCENT($best) }.
    .do = Ofereça { $second } com cada { $first } durante duas semanas: uma frase ao balcão, ou um conjunto na ementa.
    .chart = Quantas vezes se leva o segundo artigo com o primeiro
    .reading = Cada barra é um par que se compra em conjunto. O que está a cores pode crescer.
    .how = Pares em pelo menos 0,5 % dos talões e claramente acima do acaso (teste exato). Contamos metade da distância ao melhor quarto dos pares, vezes a margem.

prices-below = { $lines ->
        [one] Uma venda ficou
       *[other] { $lines } vendas ficaram
    } abaixo do preço habitual da semana, sobretudo { $example }
    .so-what = São { PERCENT($share) } das vendas oferecidos sem registo de desconto.
    .do = Fixe os preços na caixa, para que ninguém tenha de os digitar. Registe os descontos como descontos.
    .chart = Onde as vendas abaixo do preço custam mais
    .reading = Cada barra é o dinheiro em falta, artigo a artigo, em todo o período.
    .how = Para cada artigo, tamanho e forma de venda tomamos o preço mais frequente da semana, sem contar mudanças de preço nem descontos registados. Contamos metade do que falta.

discounts-by_staff = { $group } dá desconto em { PERCENT($rate) } dos talões, os outros em { PERCENT($rest) }
    .so-what = Pode haver uma boa razão. Se não houver, a diferença é a sua margem.
    .do = Pergunte primeiro. Depois combine quem pode dar quanto, e faça a caixa pedir um motivo.
    .chart = Parte dos talões com desconto
    .reading = Cada barra é uma pessoa na caixa.
    .how = Cada pessoa face a todas as outras (teste exato, com folga para diferenças normais). Contamos metade do que excede a taxa dos outros.

discounts-by_hour = Por volta das { HOUR($group) }, { PERCENT($rate) } dos talões têm desconto; no resto do dia, { PERCENT($rest) }
    .so-what = Os descontos juntam-se nesta hora. Se não é uma promoção planeada, é a sua margem.
    .do = Veja quem trabalha então e para que serve o desconto. Faça dele uma oferta planeada, ou acabe com ele.
    .chart = Parte dos talões com desconto, por hora
    .reading = Cada barra é uma hora do dia.
    .how = Cada hora face a todas as outras (teste exato, com folga para diferenças normais). Contamos metade do que excede a taxa das outras.

discounts-by_item = { $group } tem desconto em { PERCENT($rate) } dos talões, os outros artigos em { PERCENT($rest) }
    .so-what = O que tem quase sempre desconto tem o preço errado, ou o desconto errado.
    .do = Decida quanto deve custar, e fixe esse preço.
    .chart = Parte dos talões com desconto, por artigo
    .reading = Cada barra é um artigo.
    .how = Cada artigo face a todos os outros (teste exato, com folga para diferenças normais). Contamos metade do que excede a taxa dos outros.

refunds-by_staff = { $group } devolve { PERCENT($rate) } dos talões, os outros { PERCENT($rest) }
    .so-what = Pode haver uma boa razão, como ser quem trata das reclamações. Vale a pena ver.
    .do = Vejam juntos as últimas dez devoluções. A partir de agora, uma segunda pessoa confirma as devoluções.
    .chart = Parte dos talões devolvidos ou anulados
    .reading = Cada barra é uma pessoa na caixa.
    .how = Cada pessoa face a todas as outras (teste exato, com folga para diferenças normais). Contamos metade do que excede a taxa dos outros.

refunds-by_hour = Por volta das { HOUR($group) }, { PERCENT($rate) } dos talões são devolvidos; no resto do dia, { PERCENT($rest) }
    .so-what = As devoluções juntam-se nesta hora. Muitas vezes são pedidos à pressa; às vezes é o fecho da caixa.
    .do = Veja as devoluções das últimas duas semanas nesta hora e o que têm em comum.
    .chart = Parte dos talões devolvidos ou anulados, por hora
    .reading = Cada barra é uma hora do dia.
    .how = Cada hora face a todas as outras (teste exato, com folga para diferenças normais). Contamos metade do que excede a taxa das outras.

payments-fees = { METHOD($method) }: custa { RATE($rate) }; { METHOD($cheapest) }: só { RATE($cheapest_rate) }
    .so-what = Os clientes já usam os dois. Cada pagamento que mudar poupa a diferença.
    .do = Ponha o código de { METHOD($cheapest) } onde se paga, à frente do terminal de cartões. Peça ao serviço de cartões o preço para pequenos comércios.
    .chart = Quanto custa cada forma de receber
    .reading = Cada barra é a parte do pagamento que o serviço retém.
    .how = De onde vêm as comissões: { METHOD($method) } – { $source ->
        [export] o seu ficheiro
       *[other] { $source }
    }; { METHOD($cheapest) } – { $cheapest_source ->
        [export] o seu ficheiro
       *[other] { $cheapest_source }
    }. { $unknown ->
        [0] { "" }
        [one] Uma forma de pagamento fica de fora, porque não conhecemos a sua comissão.
       *[other] { $unknown } formas de pagamento ficam de fora, porque não conhecemos as suas comissões.
    } Contamos metade das comissões acima da forma mais barata que os clientes já usam.

payments-cash = { PERCENT($cash) } das vendas são em numerário
    .so-what = O numerário tem de ser contado, levado e guardado, e o visitante que não pode pagar à sua maneira segue caminho.
    .do = Aceite uma carteira eletrónica. Comece pela que os clientes pedem.
    .chart = Como pagam os clientes
    .reading = Cada barra é o dinheiro recebido por uma forma em todo o período.
    .how = Partes das vendas por forma de pagamento, tal como o ficheiro as nomeia.

receipts-daypart = Uma visita { DAYPART($group) } vale { MONEY($own) }; em média são { MONEY($mean) }
    .so-what = As pessoas vêm, mas levam menos. Um pequeno extra nestas visitas soma.
    .do = Faça uma pequena oferta para esta altura do dia, como uma bebida com um petisco, e proponha-a ao balcão.
    .chart = Quanto vale uma visita, por altura do dia
    .reading = Cada barra é a média de todos os talões dessa parte do dia.
    .how = Talão médio desta parte do dia face aos outros, testado dia a dia. Contamos um quarto da diferença, vezes a margem.

receipts-channel = { CHANNEL($group) }: uma visita vale { MONEY($own) }; em média são { MONEY($mean) }
    .so-what = As pessoas encomendam, mas levam menos. Um pequeno extra nestas encomendas soma.
    .do = Junte um conjunto ou acompanhamento próprio para esta forma de encomendar, e mostre-o primeiro.
    .chart = Quanto vale uma visita, por forma de encomendar
    .reading = Cada barra é a média de todos os talões de um tipo.
    .how = Talão médio desta forma de encomendar face às outras, testado dia a dia. Contamos um quarto da diferença, vezes a margem.

sell_out-early = { $item } esgota cedo em { $days ->
        [one] um dos { $strong } dias fortes
       *[other] { $days } dos { $strong } dias fortes
    }
    .so-what = Nestes dias o último vende-se muito antes do fecho, embora se costume vender até tarde. Quem vem depois leva menos, ou vai-se embora.
    .do = Faça ou encomende mais nos dias fortes, já a partir do próximo. Pare quando sobrar ao fecho.
    .chart = Dias fortes em que um artigo esgotou cedo
    .reading = Cada barra é a parte dos dias fortes com uma última venda invulgarmente cedo.
    .how = Nos dias mais calmos vemos como as vendas de um artigo se espalham pelo dia. Um dia forte conta quando uma última venda tão cedo aconteceria por acaso menos de uma vez em vinte. Supomos que metade de quem já não encontrou comprou outra coisa.

planning-forecast = Preparar pelo dia da semana, e não pela semana passada, desperdiça menos: sobretudo { $example }
    .so-what = Quem prepara o que se vendeu há uma semana deita fora depois de um dia bom e fica sem nada depois de um mau. { $items ->
        [one] Um dos seus artigos vende
       *[other] { $items } dos seus artigos vendem
    } o bastante para isto contar.
    .do = Antes de preparar o dia de amanhã, veja os últimos oito dias iguais da semana e faça um pouco mais do que o do meio. Anote o que sobra.
    .chart = O que um melhor planeamento teria poupado em oito semanas
    .reading = Cada barra é um artigo.
    .how = Nas últimas 8 semanas: o custo de fazer a quantidade da semana anterior face à melhor quantidade dos últimos 8 dias iguais (regra do ardina). Fazer a menos custa a margem, a mais custa os produtos. Contamos só um quarto, como se três quartos fossem feitos por pedido.

concentration-item = { PERCENT($share) } das vendas dependem de um artigo: { $part }
    .so-what = Se mudar o preço, o fornecimento ou a moda, sente-se logo.
    .do = Escolha outro artigo com boa margem e ponha-o ao lado de { $part } durante um mês.
    .chart = A parte dos artigos mais vendidos
    .reading = Cada barra é a parte de um artigo nas vendas.
    .how = Parte das vendas do maior entre vários. O valor é a margem de um décimo do que dele depende.

concentration-customer = { PERCENT($share) } das vendas vêm de um cliente
    .so-what = Se este cliente sair, sai com ele esta parte da receita.
    .do = Combine por escrito os próximos meses, e procure um segundo cliente parecido.
    .chart = A parte dos maiores clientes
    .reading = Cada barra é a parte de um cliente nas vendas.
    .how = Parte das vendas do maior entre vários. O valor é a margem de um décimo do que dele depende.

concentration-channel = { PERCENT($share) } das vendas vêm por um canal: { CHANNEL($part) }
    .so-what = Quem gere esse canal decide as comissões e as regras.
    .do = Dê às pessoas uma razão para encomendar diretamente: um cartão em cada saco com o seu número ou código.
    .chart = A parte de cada forma de encomendar
    .reading = Cada barra é a parte de um canal nas vendas.
    .how = Parte das vendas do maior entre vários. O valor é a margem de um décimo do que dele depende.

concentration-weekday = { PERCENT($share) } das vendas caem num só dia: { WEEKDAY($part) }
    .so-what = Um desses dias com chuva custa uma grande parte da semana.
    .do = Experimente durante um mês dar uma razão para vir no dia antes ou no dia depois.
    .chart = A parte de cada dia da semana
    .reading = Cada barra é a parte de um dia da semana nas vendas.
    .how = Parte das vendas do maior entre vários. O valor é a margem de um décimo do que dele depende.

concentration-hour = { PERCENT($share) } das vendas caem numa só hora, a partir das { HOUR($part) }
    .so-what = Nesta hora tudo tem de correr bem, e quem está na fila vai-se embora.
    .do = Prepare antes o que puder ser preparado, e aceite encomendas antecipadas.
    .chart = A parte das horas de maior movimento
    .reading = Cada barra é a parte de uma hora nas vendas.
    .how = Parte das vendas do maior entre vários. O valor é a margem de um décimo do que dele depende.

customers-few_return = Só { PERCENT($rate) } dos clientes conhecidos voltaram
    .so-what = { $customers } clientes tiveram pelo menos dois meses para voltar. Quem voltou demorou cerca de { $gap ->
        [one] um dia
       *[other] { $gap } dias
    } entre visitas.
    .do = Convide cada cliente novo a voltar: um cartão de carimbos, ou uma mensagem passadas duas semanas.
    .chart = Quantas vezes vieram os clientes
    .reading = Cada barra conta os clientes com esse número de visitas.
    .how = Clientes identificados que tiveram 60 dias para voltar. Contamos mais uma visita de um em cada dez dos que vieram uma vez, vezes a margem.
