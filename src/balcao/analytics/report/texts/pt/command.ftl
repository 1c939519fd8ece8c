### O que o comando diz enquanto corre e no fim.

progress-opening = A abrir o ficheiro
progress-staging = A ler as linhas
progress-understanding = A perceber o que são as colunas
progress-writing = A gravar as linhas de venda
progress-checking = A verificar: { $check }
progress-report = A desenhar o relatório
