### Quando um ficheiro não pode ser lido como vendas: o que foi encontrado, e o que exportar.

-export = Exporte as vendas em Excel ou CSV, uma linha por artigo vendido, e tente de novo.

refusal-missing_file = Não existe o ficheiro { $name }. Nada foi lido.
refusal-empty_file = Este ficheiro está vazio. { -export }
refusal-broken_archive = Este ficheiro comprimido está estragado ou incompleto. Nada foi guardado; transfira-o de novo e tente outra vez.
refusal-too_large_unpacked = Descomprimido, este ficheiro é maior do que o que abrimos, muito acima do que uma caixa exporta. { -export }
refusal-empty_archive = Este arquivo não contém nenhum ficheiro que se possa abrir. { -export }
refusal-locked_archive = Este arquivo tem palavra-passe. Descomprima-o primeiro e traga o ficheiro que está dentro.
refusal-archive_in_archive = Este é um tipo de arquivo que não abrimos. Descomprima-o primeiro e traga o ficheiro que está dentro.
refusal-pdf = Isto é um PDF, feito para imprimir. { -export }
refusal-photo = Isto parece uma fotografia. { -export }
refusal-web_page = Isto é uma página web ou um extrato para contabilidade, não uma tabela de vendas. { -export }
refusal-not_text = Isto não é uma tabela que se consiga ler. { -export }
refusal-broken_workbook = Este livro está estragado ou protegido. Abra-o, grave-o como um novo .xlsx sem palavra-passe e tente de novo.
refusal-broken_json = Estas linhas JSON estão estragadas. { -export }
refusal-broken_parquet = Este ficheiro Parquet está estragado. { -export }
refusal-one_column = Este texto não tem colunas. { -export }
refusal-too_many_columns = Esta tabela tem mais de 3000 colunas, por isso não é uma lista de vendas. { -export }
refusal-too_large = Este ficheiro precisa de mais memória do que a permitida. Divida-o por anos e traga as partes.
refusal-too_much = Não foi possível abrir este ficheiro dentro dos limites de memória e de tempo. Nada dele foi guardado. Exporte um período mais curto, ou grave-o como CSV, e traga-o de novo.
refusal-no_rows = Este ficheiro tem cabeçalhos mas nenhuma venda por baixo. Escolha um período com vendas e exporte de novo.
refusal-no_date_column = Esta tabela não tem coluna com datas; parece um resumo. Exporte as vendas uma a uma, uma linha por artigo, com as datas.
refusal-no_dates = A coluna «{ $column }» não tem datas que se consigam ler. Escolha a coluna com o dia da venda, ou exporte de novo.
refusal-strange_dates = Todas as datas da coluna «{ $column }» são anteriores a { $earliest } ou do futuro, por isso não são dias de venda. Verifique o formato da data na caixa e exporte de novo.
refusal-cut_numbers = Os números deste ficheiro foram partidos na vírgula decimal, e não conseguimos saber que células ficam juntas. Exporte-o outra vez em Excel, ou em CSV com ponto e vírgula.
refusal-no_amount_column = Não encontrámos aqui uma coluna que diga quanto se vendeu. { -export }
refusal-not_sales = Isto não é uma tabela de vendas. { -export }
    .stock_count = Isto é um inventário: mostra o que há em armazém, não o que foi vendido. Escolha antes, na caixa, o relatório de vendas e exporte-o em Excel ou CSV.
    .purchases = Isto é uma lista de compras ou faturas de fornecedores: mostra o que foi comprado, não o que foi vendido. { -export }
    .expenses = Isto é uma lista de despesas: mostra o que se gastou, não o que se vendeu. { -export }
    .price_list = Isto é uma tabela de preços: mostra quanto custa cada coisa, não o que foi vendido. Escolha antes, na caixa, o relatório de vendas e exporte-o em Excel ou CSV.
    .customer_list = Isto é uma lista de clientes: mostra quem são, não o que foi vendido. Escolha antes, na caixa, o relatório de vendas e exporte-o em Excel ou CSV.
    .time_sheet = Isto é um mapa de horas de trabalho: mostra quem trabalhou e quando, não o que foi vendido. { -export }
    .bank_statement = Isto é um extrato bancário: mostra entradas e saídas de dinheiro, não o que foi vendido. Exporte as vendas da caixa ou do serviço de pagamentos.
    .journal = Isto é um diário de contabilidade: cada linha lança uma conta contra outra. { -export }
    .summary = Isto é um resumo: tem totais, mas não tem datas. Exporte as vendas uma a uma, ou pelo menos o total de cada dia, com a data.
refusal-no_sales = Nenhuma linha é uma venda; pode ser uma lista de compras ou de transferências. Exporte o dinheiro recebido, do lado do comerciante.
refusal-unknown_column = Não existe a coluna «{ $column }» neste ficheiro. Nada foi alterado.
refusal-unknown_rows = «{ $given }» não diz como contam as linhas. Escreva o texto, = e um de: { $known }.
refusal-rows_not_there = Nenhuma linha diz «{ $text }» numa coluna de tipos ou de estados.
refusal-unknown_kind = «{ $kind }» não é um tipo de tabela que conheçamos. Possível: { $known }.
refusal-unknown_economy = Não existe aqui a economia «{ $economy }». As conhecidas: { $known }.
refusal-bad_economy_file = O ficheiro da economia { $name } não pode ser usado: { $why }.
refusal-cannot_write = Não foi possível gravar { $name }: { $why }. O diagnóstico foi feito mas não ficou aí guardado.
refusal-unexpected = Há algo neste ficheiro que não sabemos ler, e parámos. Nada foi guardado. { -export }
refusal-unknown_role = «{ $role }» não é algo que uma coluna possa ser. Possível: { $known }.
