### O sorteio: o que diz `balcao draw`.

draw-right = Este registo está certo: { $selected ->
        [one] uma vaga sorteada
       *[other] { $selected } vagas sorteadas
    } entre { $entrants } em «{ $phase }». Todos os resumos, bilhetes e posições foram calculados de novo.
draw-wrong-unreadable = Isto não é o registo de um sorteio: não é JSON. Descarregue de novo o ficheiro da página do sorteio.
draw-wrong-key_missing = Falta «{ $key }» no registo.
draw-wrong-key_unknown = O registo tem uma parte que nenhum registo tem: «{ $key }».
draw-wrong-version = Este registo é da versão { $version }; aqui só se conhece a versão 1.
draw-wrong-shape = Uma parte do registo não é do tipo devido.
draw-wrong-nonce = O número secreto não tem 64 algarismos hexadecimais minúsculos.
draw-wrong-ref = «{ $ref }» não pode ser uma referência: está vazia, ou tem espaços nas pontas ou sinais que não se imprimem.
draw-wrong-ref_twice = A referência «{ $ref }» aparece duas vezes.
draw-wrong-places = O número de vagas não é possível: { $places }. Tem de ser inteiro, não negativo, e pelo menos o que está reservado a grupos.
draw-wrong-stratum = Um grupo não se pode chamar «{ $name }».
draw-wrong-stratum_twice = O grupo «{ $name }» aparece duas vezes.
draw-wrong-entrants_unsorted = Os participantes não estão por ordem.
draw-wrong-entrants_sha256 = O resumo dos participantes está errado: alguém foi acrescentado, retirado ou alterado.
draw-wrong-commitment = O número secreto não é aquele a que a entidade se comprometeu.
draw-wrong-seed = A semente está errada: não resulta dos participantes, do número secreto e do acaso público.
draw-wrong-order = A ordem está errada a partir da posição { $place }.
draw-wrong-selected = A lista dos selecionados está errada a partir da posição { $place }.
draw-wrong-seal = O registo foi alterado depois de feito.
draw-wrong-no_file = Não foi possível ler { $file }: { $why }.
draw-wrong-entrants_not_text = { $file } não é um ficheiro de texto: é precisa uma referência por linha.
