### O que o comando diz enquanto corre e no fim.

progress-opening = A abrir o ficheiro
progress-staging = A ler as linhas
progress-understanding = A perceber o que são as colunas
progress-writing = A gravar as linhas de venda
progress-checking = A verificar: { $check }
progress-report = A desenhar o relatório
saved = Gravado ({ $what }): { $path }
demo-made = Inventámos um café em Macau com um ano de vendas: { $path }
demo-report = O relatório está aqui. Abra-o num navegador: { $path }
demo-next = Agora experimente o seu: balcao diagnose O-SEU-FICHEIRO --html relatorio.html
