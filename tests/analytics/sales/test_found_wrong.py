"""Small files on which careful readers found the reader wrong and sure; each is right now, or refused."""

from decimal import Decimal

import pytest

from balcao.analytics.sales.schema import NotSalesError

READ = {
    'order numbers that start again each day': (
        '1960',
        'Date,Order No,Item,Qty,Order total\n'
        '2025-03-01,1,Tea,1,101\n'
        '2025-03-01,1,Bun,1,101\n'
        '2025-03-01,2,Tea,1,121\n'
        '2025-03-01,2,Bun,1,121\n'
        '2025-03-01,3,Tea,1,130\n'
        '2025-03-01,3,Bun,1,130\n'
        '2025-03-01,4,Tea,1,135\n'
        '2025-03-01,4,Bun,1,135\n'
        '2025-03-02,1,Tea,1,102\n'
        '2025-03-02,1,Bun,1,102\n'
        '2025-03-02,2,Tea,1,122\n'
        '2025-03-02,2,Bun,1,122\n'
        '2025-03-02,3,Tea,1,130\n'
        '2025-03-02,3,Bun,1,130\n'
        '2025-03-02,4,Tea,1,135\n'
        '2025-03-02,4,Bun,1,135\n'
        '2025-03-03,1,Tea,1,103\n'
        '2025-03-03,1,Bun,1,103\n'
        '2025-03-03,2,Tea,1,123\n'
        '2025-03-03,2,Bun,1,123\n'
        '2025-03-03,3,Tea,1,130\n'
        '2025-03-03,3,Bun,1,130\n'
        '2025-03-03,4,Tea,1,135\n'
        '2025-03-03,4,Bun,1,135\n'
        '2025-03-04,1,Tea,1,104\n'
        '2025-03-04,1,Bun,1,104\n'
        '2025-03-04,2,Tea,1,124\n'
        '2025-03-04,2,Bun,1,124\n'
        '2025-03-04,3,Tea,1,130\n'
        '2025-03-04,3,Bun,1,130\n'
        '2025-03-04,4,Tea,1,135\n'
        '2025-03-04,4,Bun,1,135\n'
    ),
    'a set and its two parts': (
        '205',
        'Date,Order,Item,Qty,Amount\n'
        '2025-03-01,1,Set meal,1,60\n'
        '2025-03-01,1,Latte,1,30\n'
        '2025-03-01,1,Tea,1,30\n'
        '2025-03-01,2,Latte,1,30\n'
        '2025-03-01,2,Tea,1,30\n'
        '2025-03-02,4,Cake,1,25\n'
    ),
    'two lines that happen to cost the same': (
        '300',
        'Date,Order,Item,Qty,Total\n'
        '2025-03-01 10:00,1,Latte,1,60\n'
        '2025-03-01 10:00,1,Tea,2,60\n'
        '2025-03-01 11:00,2,Latte,1,60\n'
        '2025-03-02 12:00,4,Tea,1,30\n'
        '2025-03-02 12:00,5,Tea,3,90\n'
    ),
    'a cancelled line of an order whose total repeats': (
        '220',
        'Date,Order,Item,Qty,Order total,Line status\n'
        '2025-03-01 10:00,1,Latte,1,65,Cancelled\n'
        '2025-03-01 10:00,1,Mocha,1,65,Completed\n'
        '2025-03-01 11:00,2,Latte,1,50,Completed\n'
        '2025-03-01 11:00,2,Bagel,1,50,Completed\n'
        '2025-03-02 11:00,3,Cake,2,80,Completed\n'
        '2025-03-02 11:00,3,Tea,1,80,Completed\n'
        '2025-03-02 12:00,4,Tea,1,25,Completed\n'
    ),
    'a balance carried forward in Portuguese': (
        '368.5',
        'Data;Descrição;Entradas;Saídas;Saldo\n'
        '01/03/2025;Saldo anterior;500,00;;500,00\n'
        '01/03/2025;Vendas do dia;120,50;;620,50\n'
        '02/03/2025;Compra de pão;;30,00;590,50\n'
        '02/03/2025;Vendas do dia;98,00;;688,50\n'
        '25/03/2025;Vendas do dia;150,00;;838,50\n'
        '26/03/2025;Renda;;200,00;638,50\n'
    ),
    'totals of months in a cash book': (
        '370.5',
        'Date,Details,In,Out,Balance\n'
        '2025-03-01,Opening balance,500.00,,500.00\n'
        '2025-03-01,Takings,120.50,,620.50\n'
        '2025-03-02,Bread,,30.00,590.50\n'
        '2025-03-25,Takings,150.00,,740.50\n'
        '2025-03-26,Rent,,200.00,540.50\n'
        '2025-03-31,Total March,770.50,230.00,540.50\n'
        '2025-04-01,Takings,100,,640.5\n'
        '2025-04-30,Total April,100,0,640.5\n'
    ),
    'credit and debit behind the numbers': (
        '369.5',
        'Date,Description,Amount\n'
        '2025-03-01,Sales,120.50 CR\n'
        '2025-03-02,Bread,30.00 DR\n'
        '2025-03-03,Sales,150.00 CR\n'
        '2025-03-14,Rent,200.00 DR\n'
        '2025-03-15,Sales,99.00 CR\n'
    ),
    'thousands in Indonesian': (
        '80000',
        'Date,Item,Amount\n'
        '2025-03-01,Tea,25rb\n'
        '2025-03-12,Bun,40rb\n'
        '2025-03-13,Tea,15rb\n'
    ),
    'a discount on the first line only, taken already': (
        '269',
        'Date,Receipt,Item,Qty,Price,Discount,Total\n'
        '2025-03-01,1,Latte,2,30,6,54\n'
        '2025-03-01,1,Mocha,1,35,,35\n'
        '2025-03-01,2,Latte,1,30,,30\n'
        '2025-03-01,2,Bagel,1,20,,20\n'
        '2025-03-02,3,Cake,1,40,,40\n'
        '2025-03-02,4,Latte,3,30,,90\n'
    ),
    'one coupon on all lines of an order': (
        '320',
        'Date,Receipt,Item,Qty,Price,Coupon,Amount\n'
        '2025-03-01,1,Latte,1,30,10,30\n'
        '2025-03-01,1,Bagel,2,20,10,40\n'
        '2025-03-02,2,Latte,1,30,10,30\n'
        '2025-03-02,2,Bagel,2,20,10,40\n'
        '2025-03-03,3,Latte,1,30,10,30\n'
        '2025-03-03,3,Bagel,2,20,10,40\n'
        '2025-03-04,4,Latte,1,30,,30\n'
        '2025-03-04,4,Bagel,2,20,,40\n'
        '2025-03-05,5,Latte,1,30,,30\n'
        '2025-03-05,5,Bagel,2,20,,40\n'
    ),
    'debit is what comes into the till': (
        '368.5',
        'Date,Particulars,Debit,Credit,Balance\n'
        '2025-03-01,Sales,120.50,,120.50\n'
        '2025-03-02,Bread,,30.00,90.50\n'
        '2025-03-02,Sales,98,,188.50\n'
        '2025-03-25,Sales,150,,338.50\n'
        '2025-03-26,Rent,,100,238.50\n'
    ),
    'in and out in a column called category': (
        '368.5',
        '日期,類別,項目,金額\n'
        '2025-03-01,收入,營業額,120.50\n'
        '2025-03-02,支出,麵包,30.00\n'
        '2025-03-02,收入,營業額,98\n'
        '2025-03-25,收入,營業額,150\n'
        '2025-03-26,支出,租金,200\n'
        '2025-03-26,收入,老闆注資,1000\n'
    ),
    'in and out in a column called type': (
        '368.5',
        'Date,Type,Description,Amount\n'
        '2025-03-01,Income,Takings,120.50\n'
        '2025-03-02,Expense,Bread,30.00\n'
        '2025-03-02,Income,Takings,98\n'
        '2025-03-25,Income,Takings,150\n'
        '2025-03-26,Expense,Rent,200\n'
        '2025-03-26,Income,Loan from bank,1000\n'
    ),
    'a sale marked refunded and its refund': (
        '185',
        'Date,Receipt,Item,Amount,Status\n'
        '2025-03-01 10:00,1,Latte,60,Completed\n'
        '2025-03-01 10:00,2,Mocha,35,Refunded\n'
        '2025-03-02 11:00,R2,Mocha,-35,Completed\n'
        '2025-03-02 11:00,3,Cake,100,Completed\n'
        '2025-03-03 12:00,4,Tea,25,Completed\n'
    ),
    'takings and spending in one column': (
        '468.5',
        '日期,項目,金額\n'
        '2025-03-01,營業額,120.50\n'
        '2025-03-02,食材,30.00\n'
        '2025-03-02,營業額,98\n'
        '2025-03-25,營業額,150\n'
        '2025-03-26,租金,200\n'
        '2025-03-27,營業額,100\n'
    ),
    'takings and negative spending in one column': (
        '468.5',
        'Data;Descrição;Valor\n'
        '01/03/2025;Vendas;120,50\n'
        '02/03/2025;Fornecedor pão;-30,00\n'
        '02/03/2025;Vendas;98,00\n'
        '25/03/2025;Vendas;150,00\n'
        '26/03/2025;Renda;-200,00\n'
        '27/03/2025;Vendas;100,00\n'
    ),
    'yes and no of refunds': (
        '140',
        'Date,Receipt,Item,Amount,Refunded\n'
        '2025-03-01,1,Latte,60,No\n'
        '2025-03-01,2,Mocha,35,Yes\n'
        '2025-03-12,3,Cake,55,No\n'
        '2025-03-13,4,Tea,25,No\n'
    ),
    'a void said in the type': (
        '600',
        '日期,單號,類型,金額\n'
        '2025-03-01,1,銷售,100\n'
        '2025-03-02,2,作廢,50\n'
        '2025-03-13,3,銷售,200\n'
        '2025-03-14,4,銷售,300\n'
    ),
    'income, spending and what is left of each day': (
        '4780',
        '日期,收入,支出,淨額\n'
        '2025-03-01,1200,300,900\n'
        '2025-03-02,1180,350,830\n'
        '2025-03-13,1300,250,1050\n'
        '2025-03-14,1100,200,900\n'
    ),
    'income and spending of each day': (
        '4780',
        'Data;Receitas;Despesas\n'
        '01/03/2025;1200,00;300,00\n'
        '02/03/2025;1180,00;350,00\n'
        '13/03/2025;1300,00;250,00\n'
        '14/03/2025;1100,00;200,00\n'
    ),
    "a column of numbers without a heading": (
        "64",
        "Date,Item,Amount\n2026-03-13,Tea,20.00,1\n2026-03-14,Bun,12.00,2\n2026-03-15,Soup,32.00,3\n",
    ),
    "an order that nobody paid or sent yet": (
        "60",
        "Order ID,Order date,Customer,Status,Date shipped,Total\n1,2026-03-13,Ana,Completed,2026-03-14,20.00\n"
        "2,2026-03-14,Rui,Pending payment,,30.00\n3,2026-03-15,Eva,Completed,2026-03-16,25.00\n4,2026-03-16,Ana,Completed,2026-03-17,15.00\n",
    ),
    "a comma that nobody quoted": (
        "64",
        "Date,Receipt,Item,Qty,Amount\n2026-03-13,1,Tea,1,20.00\n2026-03-14,2,Cake, large,1,20.00\n2026-03-15,3,Bun,2,24.00\n"
        "2026-03-16,4,Tea,1,20.00\n",
    ),
}  # fmt: skip
"""What it is: the net in major units, and the file."""

REFUSED = {
    'thousands that were cut': (
        'Date,Item,Amount\n'
        '2025-03-01,TV,1,200.00\n'
        '2025-03-01,Radio,1,350.00\n'
        '2025-03-02,PC,2,100.00\n'
    ),
    'members': (
        '會員編號,姓名,電話,生日,登記日期,積分\n'
        'M1,李美,66001122,1990-01-02,2025-03-01,80\n'
        'M2,陳大文,66003344,1985-05-06,2025-03-12,20\n'
        'M3,王小明,66005566,1979-10-11,2025-03-13,5\n'
    ),
    'numbers of which some were cut': (
        'Data,Talão,Artigo,Quantidade,Preço,Total\n'
        '2026-03-01,1,Bica,2,1,5,3\n'
        '2026-03-02,2,Tosta,1,3,5,3,5\n'
        '2026-03-03,3,Sumo,2,2,4\n'
        '2026-03-04,4,Bica,3,1,5,4,5\n'
        '2026-03-05,5,Sumo,1,2,2\n'
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_the_net_is_right(reader, name):
    net, text = READ[name]
    lines = reader(text, "PT" if ";" in text else "MO")
    found = lines.connect().execute("SELECT sum(amount) FROM lines").fetchone()[0]
    assert Decimal(int(found)) / 10**lines.reading.minor_digits == Decimal(net)


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_rather_than_read_wrong(reader, name):
    with pytest.raises(NotSalesError):
        reader(REFUSED[name], "PT")
