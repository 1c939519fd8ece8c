### Importações, históricos e relatórios.

footer-site = Lido pelo Balcão nas máquinas da própria entidade. O ficheiro não foi enviado para mais lado nenhum.
print = Imprimir
try-again = Tentar outra vez
reading-now = Estamos a ler o ficheiro
reading-stay = Pode sair desta página; a leitura continua.
progress-waiting = À espera de vez
progress-again = Não resultou. Voltamos a tentar sozinhos dentro de momentos.
refused-title = Este ficheiro não foi reconhecido como vendas
refused-kept = Nada deste ficheiro foi usado; será apagado automaticamente.
refused-do = Exporte outra vez e traga aqui o ficheiro novo.
failed-what = Tentámos várias vezes e não conseguimos. A falha é nossa, não do ficheiro. Nada foi contado. Pode tentar agora ou mais tarde.
cancelled-what = A leitura foi interrompida a seu pedido. Nada foi contado.
erase-file = Apagar este ficheiro
erase-now = Apagar já o ficheiro e este relatório
import-state-waiting = à espera
import-state-reading = a ser lido
import-state-done = lido
import-state-refused = ilegível
import-state-failed = não resultou
import-state-cancelled = interrompido
import-state-undone = retirado
import-known = Já tinha trazido este ficheiro. Aqui está o relatório; nada foi contado duas vezes.
import-kept = Guardado. Já faz parte do seu histórico.
import-erased = O ficheiro, as linhas e o relatório foram apagados.
import-undone = O ficheiro foi retirado do histórico.
import-source-gone = O ficheiro em si foi apagado, sete dias depois de lido. Traga-o outra vez para corrigir a leitura. Nada foi alterado.
import-is-undone = Este ficheiro foi retirado do histórico. As suas linhas não contam.
import-more = Mais sobre este ficheiro
import-undo = Retirar do histórico
import-bring-back = Voltar a pôr no histórico
import-count = São outras vendas: contar
import-set-apart = São as mesmas vendas: não contar
import-apart = não contado
import-file = Ficheiro
import-period = Período
import-lines = Linhas de venda
import-state = Estado
import-known-lines = { $same ->
        [one] uma já conhecida
       *[other] { NUMBER($same) } já conhecidas
    }
from-to = { DATE($first) } a { DATE($last) }
overlap-same = { $same ->
        [one] Uma das linhas lidas ({ NUMBER($lines) }) já estava no histórico e não conta
       *[other] { NUMBER($same) } de { NUMBER($lines) } linhas já estavam no histórico e não contam
    } duas vezes.
overlap-twice = { $days ->
        [one] Um dia deste ficheiro está
       *[other] { $days } dias deste ficheiro estão
    } no histórico com os mesmos totais mas outras linhas, como quando a mesma loja é exportada de duas maneiras. Por isso não conta. Se são outras vendas, diga-o em baixo.
overlap-moved = { $moved ->
        [one] Um recibo deste ficheiro está
       *[other] { NUMBER($moved) } recibos deste ficheiro estão
    } no histórico noutro dia ou com outro valor, como quando foi lida outra coluna. Por isso este ficheiro não conta. Responda o mesmo no ficheiro anterior, ou anule-o e conte este em baixo.
overlap-currency = Os valores estão noutra moeda que não a do histórico; o ficheiro fica guardado mas não conta. Se isso não está certo, corrija a moeda em baixo.
rejects-reason = Porque não conta
rejects-download = Descarregar estas linhas
report-pdf = Guardar em PDF
sample-note = Este é um café inventado, para mostrar como é um relatório.
sample-own = Traga o seu ficheiro
keep-offer = Este relatório é apagado em { MOMENT($until) }. Com uma conta fica guardado, e o mês seguinte junta-se a ele.
keep-button = Guardar
keep-title = Guardar este relatório
keep-lead = De que negócio é? A partir de agora só os seus membros o veem.
keep-where = Para
keep-new = Para outro negócio
keep-what = Guardamos as linhas de venda e os relatórios. Pode apagar tudo a qualquer momento.
correct-title = Corrigir a leitura
correct-lead = Mude só o que está errado. O ficheiro é depois lido outra vez.
correct-order = As datas estão escritas como
correct-currency = Moeda
correct-as-read = como lemos
correct-none = – nenhuma –
correct-button = Ler outra vez
correct-unknown-order = As datas podem estar escritas como { $known }. Nada foi alterado.
correct-unknown-currency = Essa moeda não existe. Escreva as suas três letras, por exemplo MOP. Nada foi alterado.
history-title = Vendas e ficheiros
history-span = Vendas de { DATE($first) } a { DATE($last) }
history-gap = falta
history-next = Acrescentar um ficheiro
history-imports = Ficheiros
history-empty = Ainda não há ficheiros
history-empty-do = Largue em cima a primeira exportação. As seguintes juntam-se a ela, e nada conta duas vezes.
history-understood = { $files ->
        [one] Feito a partir de um ficheiro
       *[other] Feito a partir de { $files } ficheiros
    } com { $lines ->
        [one] uma linha de venda
       *[other] { NUMBER($lines) } linhas de venda
    }; o que têm em comum conta uma vez.
period-title = O que diz um período?
period-first = De
period-last = Até
period-help = Deixe vazio para ver tudo. Com um primeiro dia, comparamos com outros tantos dias antes.
period-button = Ler
period-backwards = O período acaba antes de começar. Troque as duas datas.
period-invalid = Uma destas não é uma data. Escreva como 2026-01-31.
report-making = Estamos a calcular
report-empty = Não há vendas neste período
report-empty-do = Escolha outro ou traga o ficheiro destes dias.
report-failed-do = Nada se perdeu. Tente outra vez, por favor.
compare-title = Face aos dias anteriores
compare-now = Este período
compare-before = Antes
compare-change = Diferença
compare-net = Vendas depois de devoluções
compare-receipts = Visitas
compare-per_day = Por dia aberto
compare-days_open = Dias abertos
change = { $way ->
        [more] mais
       *[less] menos
    } { PERCENT($share) }
no-diagnosis-yet = Ainda não há diagnóstico. Pergunte em que estado está a importação e volte quando estiver lida.
unknown-language = Não falamos esta língua. Conhecidas: { $known }.
message-month = Eis o que sabemos das vendas de { $name }.
    .subject = { $name }: as suas vendas deste mês
    .occasion = Todos os meses, sobre as vendas
monthly-nothing = Ainda não trouxe nenhuma exportação de vendas. Com uma, vê em menos de um minuto o que mudar.
monthly-bring = Temos as suas vendas até { DATE($last) }. Traga a exportação de { MONTH($month) } e juntamo-la.
monthly-complete = As suas vendas de { MONTH($month) } estão completas.
monthly-stop = Recebe isto porque o resumo mensal está ligado no seu negócio. Pode desligá-lo na página do negócio.
no-diagnosis = Não há diagnóstico: o ficheiro não foi lido até ao fim.
import-not-now = Nada foi feito: no estado em que está esta importação, não há nada para ler de novo.
reports-busy = Estão a ser feitos dez relatórios deste estabelecimento. Espere por um deles e peça de novo.
