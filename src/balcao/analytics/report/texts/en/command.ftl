### What the command says while and after it runs.

progress-opening = Opening the file
progress-staging = Reading the rows
progress-understanding = Working out what the columns mean
progress-writing = Writing the sale lines
progress-checking = Checking: { $check }
progress-report = Drawing the report
