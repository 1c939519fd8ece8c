### When a file cannot be read as sales: what was found instead, and what to export.

-export = Export your sales as Excel or CSV, one line for each item sold, and try again.

refusal-missing_file = There is no file { $name }. Nothing was read.
refusal-empty_file = This file is empty. { -export }
refusal-broken_archive = This compressed file is damaged or was cut off. Nothing was kept; download it again and try once more.
refusal-too_large_unpacked = This file grows to more than we open when unpacked, far beyond what a till exports. { -export }
refusal-empty_archive = This archive holds no file that we can open. { -export }
refusal-locked_archive = This archive has a password. Unpack it first, then bring the file inside.
refusal-archive_in_archive = This is an archive of a kind that we do not open. Unpack it first, then bring the file inside.
refusal-pdf = This is a PDF, made for printing. { -export }
refusal-photo = This looks like a photo. { -export }
refusal-web_page = This is a web page or a statement for accounting software, not a table of sales. { -export }
refusal-not_text = This is not a table that we can read. { -export }
refusal-broken_workbook = This workbook is damaged or locked. Open it, save it as a new .xlsx without a password, and try again.
refusal-broken_json = These JSON lines are broken. { -export }
refusal-broken_parquet = This Parquet file is damaged. { -export }
refusal-one_column = This text has no columns. { -export }
refusal-too_many_columns = This table has more than 3,000 columns, so it is not a list of sales. { -export }
refusal-too_large = This file needs more memory than is allowed. Split it by year and bring the parts.
refusal-too_much = This file could not be opened within the limits of memory and time that we allow. Nothing of it was kept. Export a shorter period, or save it as CSV, and bring it again.
refusal-no_rows = This file has headings but no sales under them. Choose a period with sales and export it again.
refusal-no_date_column = This table has no column with dates; it looks like a summary. Export single sales, one line for each item sold, with their dates.
refusal-no_dates = The column “{ $column }” holds no dates that we can read. Choose the column with the day of the sale, or export again.
refusal-strange_dates = All dates in the column “{ $column }” lie before { $earliest } or in the future, so they are not days of sale. Check the date format in the till and export again.
refusal-cut_numbers = Numbers in this file were cut in two at their decimal commas, and we cannot tell which cells belong together. Export it again as Excel, or as CSV with semicolons.
refusal-no_amount_column = We found no column here that tells us what each sale came to. { -export }
refusal-not_sales = This is not a table of sales. { -export }
    .stock_count = This is a stock count: it shows what you have left, not what you sold. Choose the sales report in your till instead, and export it as Excel or CSV.
    .purchases = This is a list of purchases or bills: it shows what you bought, not what you sold. { -export }
    .expenses = This is a list of expenses: it shows what you spent, not what you took. { -export }
    .price_list = This is a price list: it shows what things cost, not what was sold. Choose the sales report in your till instead, and export it as Excel or CSV.
    .customer_list = This is a list of customers: it shows who they are, not what was sold. Choose the sales report in your till instead, and export it as Excel or CSV.
    .time_sheet = This is a time sheet: it shows when people worked, not what was sold. { -export }
    .bank_statement = This is a bank statement: it shows money in and out, not what was sold. Export the sales from your till or payment service.
    .journal = This is a bookkeeping journal: each row books one account against another. { -export }
    .summary = This is a summary: it has totals, but no dates. Export single sales, or at least the total of each day, with the date.
refusal-no_sales = No row here is a sale; it may be a bill of purchases or of transfers. Export the money that you received, from the merchant side.
refusal-unknown_column = There is no column “{ $column }” in this file. Nothing was changed.
refusal-unknown_rows = “{ $given }” does not say what rows count as. Write the text, = and one of: { $known }.
refusal-rows_not_there = No row says “{ $text }” in a column of types or states.
refusal-unknown_kind = “{ $kind }” is not a kind of table that we know. Possible: { $known }.
refusal-unknown_economy = There is no economy “{ $economy }” here. Known ones: { $known }.
refusal-bad_economy_file = The economy file { $name } cannot be used: { $why }.
refusal-cannot_write = { $name } could not be written: { $why }. The diagnosis was made but not saved there.
refusal-unexpected = Something in this file is beyond us, and we have stopped. Nothing was kept. { -export }
refusal-unknown_role = “{ $role }” is not something a column can be. Possible: { $known }.
