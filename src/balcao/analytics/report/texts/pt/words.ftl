### Palavras soltas: formas de pagamento, formas de encomendar, partes do dia, verificações, colunas.

method-cash = numerário
method-card = cartão
method-alipay = Alipay
method-wechat = WeChat Pay
method-octopus = Octopus
method-fps = FPS
method-mpay = MPay
method-simple_pay = Simple Pay
method-delivery = plataforma de entregas
method-voucher = vales
method-transfer = transferência
method-wallet = carteira eletrónica
method-mixed = várias ao mesmo tempo

channel-dine_in = no local
channel-take_away = para levar
channel-delivery = entregas
channel-online = em linha

daypart-morning = de manhã
daypart-lunch = ao almoço
daypart-afternoon = à tarde
daypart-evening = à noite

confidence-high = clara
confidence-medium = provável
confidence-low = a acompanhar

check-trend = crescimento
check-quiet_hours = horas paradas
check-menu_mix = composição da ementa
check-long_tail = artigos quase sem venda
check-pairs = o que se compra em conjunto
check-prices = preços
check-discounts = descontos
check-refunds = devoluções
check-payments = custo de receber
check-receipts = quanto vale uma visita
check-sell_out = ruturas
check-planning = planeamento
check-concentration = dependência
check-customers = clientes que voltam

role-sold_at = Quando
role-zone = Fuso horário
role-receipt = Talão
role-item = Artigo
role-variant = Variante
role-category = Categoria
role-quantity = Quantidade
role-unit_price = Preço unitário
role-amount = Valor
role-gross = Valor antes do desconto
role-discount = Desconto
role-tax = Imposto
role-tip = Gorjeta
role-fee = Comissão de pagamento
role-cost = Custo
role-refund = Valor devolvido
role-payment_method = Forma de pagamento
role-channel = Forma de encomendar
role-staff = Funcionário
role-customer = Cliente
role-outlet = Loja
role-currency = Moeda
role-date = Data
role-time = Hora
role-line_id = Número da linha
role-income = Entradas
role-expense = Saídas
role-type = Tipo
role-status = Estado
role-direction = Entrada ou saída

counts-sale = são vendas
counts-refund = são devoluções
counts-out = não contam
amount_of-lines = De cada linha
amount_of-orders = Da encomenda inteira

order-dmy = dia, mês, ano
order-mdy = mês, dia, ano
order-ymd = ano, mês, dia

reason-no_date = sem data
reason-no_amount = sem valor
reason-total_row = linha de total
reason-repeated_header = cabeçalho repetido
reason-exact_copy = cópia exata
reason-other_currency = outra moeda
reason-not_a_sale = não é venda
reason-closed_or_cancelled = fechada ou anulada
reason-not_paid_yet = por pagar
