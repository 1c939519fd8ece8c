### What the command says while and after it runs.

progress-opening = Opening the file
progress-staging = Reading the rows
progress-understanding = Working out what the columns mean
progress-writing = Writing the sale lines
progress-checking = Checking: { $check }
progress-report = Drawing the report
saved = Saved { $what }: { $path }
demo-made = We made up a café in Macao with a year of sales: { $path }
demo-report = Its report lies here. Open it in a browser: { $path }
demo-next = Now try your own: balcao diagnose YOUR-FILE --html report.html
