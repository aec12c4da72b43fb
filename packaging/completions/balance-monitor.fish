function __balance-monitor_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __balance-monitor_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __balance-monitor_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __balance-monitor_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __balance-monitor_parse_tokens -S
    set -l unparsed_tokens (__balance-monitor_tokens -pc)
    switch $unparsed_tokens[1]
    case 'balance-monitor'
        __balance-monitor_parse_subcommand 0 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'run'
            __balance-monitor_parse_subcommand 0 'config=' 'time=' 'version' 'h/help'
        case 'check'
            __balance-monitor_parse_subcommand -r 1 'config=' 'json' 'offline' 'version' 'h/help'
        case 'accounts'
            __balance-monitor_parse_subcommand 0 'config=' 'json' 'version' 'h/help'
        case 'networks'
            __balance-monitor_parse_subcommand 1 'config=' 'json' 'version' 'h/help'
        case 'stat'
            __balance-monitor_parse_subcommand -r 1 'config=' 'json' 'version' 'h/help'
        case 'balance'
            __balance-monitor_parse_subcommand -r 1 'config=' 'json' 'version' 'h/help'
        case 'history'
            __balance-monitor_parse_subcommand -r 1 'config=' 'json' 'version' 'h/help'
        case 'chart'
            __balance-monitor_parse_subcommand -r 1 'config=' 'o/output=' 'version' 'h/help'
        case 'classify'
            __balance-monitor_parse_subcommand 3 'config=' 'json' 'wallet=' 'version' 'h/help'
        case 'resolve'
            __balance-monitor_parse_subcommand 2 'config=' 'json' 'wallet=' 'version' 'h/help'
        case 'report'
            __balance-monitor_parse_subcommand 0 'config=' 'json' 'at=' 'chat=' 'send' 'version' 'h/help'
        case 'export'
            __balance-monitor_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'postgres'
                __balance-monitor_parse_subcommand 0 'config=' 'schema-only' 'data-only' 'schema=' 'since=' 'version' 'h/help'
            case 'csv'
                __balance-monitor_parse_subcommand 1 'config=' 'since=' 'until=' 'excel' 'version' 'h/help'
            case 'jsonl'
                __balance-monitor_parse_subcommand 1 'config=' 'since=' 'until=' 'version' 'h/help'
            end
        case 'sync'
            __balance-monitor_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'postgres'
                __balance-monitor_parse_subcommand 0 'config=' 'json' 'to=' 'schema=' 'verify' 'accept-restored' 'version' 'h/help'
            end
        case 'verify'
            __balance-monitor_parse_subcommand 1 'config=' 'json' 'version' 'h/help'
        case 'backup'
            __balance-monitor_parse_subcommand 0 'config=' 'json' 'version' 'h/help'
        case 'restore'
            __balance-monitor_parse_subcommand 1 'config=' 'json' 'version' 'h/help'
        case 'demo'
            __balance-monitor_parse_subcommand 0 'directory=' 'script=' 'time=' 'verbose' 'version' 'h/help'
        case 'help'
            __balance-monitor_parse_subcommand -r 1 'version'
        end
    end
end

function __balance-monitor_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __balance-monitor_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __balance-monitor_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __balance-monitor_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__balance-monitor_tokens -p)
    if test -z "$(__balance-monitor_tokens -t)"
        set -l index (count (__balance-monitor_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'balance-monitor' -f
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor" version' -l 'version' -d 'Show the version.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_positional "balance-monitor" -eq 1' -fa 'run' -d 'Run the daemon.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_positional "balance-monitor" -eq 1' -fa 'check' -d 'Validate the configuration, poll each account once without storing, ask Telegram who the bot is.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_positional "balance-monitor" -eq 1' -fa 'accounts' -d 'List the accounts and how they are doing.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_positional "balance-monitor" -eq 1' -fa 'networks' -d 'The catalogue of networks: what each needs, where it is documented, whether it was verified.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_positional "balance-monitor" -eq 1' -fa 'stat' -d 'Spend, top-ups and balances of a period, as /stat shows them.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_positional "balance-monitor" -eq 1' -fa 'balance' -d 'The last known balances, and how old they are.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_positional "balance-monitor" -eq 1' -fa 'history' -d 'The last movements of an account: spend, top-ups, refunds, reversals, glitches, gaps.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_positional "balance-monitor" -eq 1' -fa 'chart' -d 'Balance and spend of a period as a picture, as /chart sends it.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_positional "balance-monitor" -eq 1' -fa 'classify' -d 'Say what a rise or a fall of a balance was.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_positional "balance-monitor" -eq 1' -fa 'resolve' -d 'Say what a change by a factor of 100, 1,000 or 1,000,000 was, which holds a wallet.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_positional "balance-monitor" -eq 1' -fa 'report' -d 'Render a scheduled report as it would be sent, or send one out of turn.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_positional "balance-monitor" -eq 1' -fa 'export' -d 'Write the history to standard output: for PostgreSQL, as CSV, as JSON lines.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_positional "balance-monitor" -eq 1' -fa 'sync' -d 'Keep a copy of the history elsewhere up to date.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_positional "balance-monitor" -eq 1' -fa 'verify' -d 'Check the database, or a backup, for damage, and that the money in it adds up.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_positional "balance-monitor" -eq 1' -fa 'backup' -d 'Make a verified backup of the history, beside the running daemon too, and rotate the older ones.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_positional "balance-monitor" -eq 1' -fa 'restore' -d 'Put a backup in the place of the history; the daemon must be stopped.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_positional "balance-monitor" -eq 1' -fa 'demo' -d 'Try everything: the whole daemon against simulated networks and a simulated Telegram, the chat in this terminal.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_positional "balance-monitor" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor run" config' -l 'config' -d 'The configuration file.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor run" time' -l 'time' -d 'For tests: the clock starts at START (RFC 3339) and runs RATE times as fast; only with Telegram\'s API on loopback.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor run" version' -l 'version' -d 'Show the version.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor run" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor check" config' -l 'config' -d 'The configuration file.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor check" json' -l 'json' -d 'Print JSON instead of a table.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor check" offline' -l 'offline' -d 'Ask nobody: only read the files and compile the filters.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor check" version' -l 'version' -d 'Show the version.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor check" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor accounts" config' -l 'config' -d 'The configuration file.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor accounts" json' -l 'json' -d 'Print JSON instead of a table.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor accounts" version' -l 'version' -d 'Show the version.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor accounts" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor networks" config' -l 'config' -d 'The configuration file.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor networks" json' -l 'json' -d 'Print JSON instead of a table.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor networks" version' -l 'version' -d 'Show the version.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor networks" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor stat" config' -l 'config' -d 'The configuration file.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor stat" json' -l 'json' -d 'Print JSON instead of a table.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor stat" version' -l 'version' -d 'Show the version.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor stat" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor balance" config' -l 'config' -d 'The configuration file.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor balance" json' -l 'json' -d 'Print JSON instead of a table.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor balance" version' -l 'version' -d 'Show the version.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor balance" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor history" config' -l 'config' -d 'The configuration file.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor history" json' -l 'json' -d 'Print JSON instead of a table.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor history" version' -l 'version' -d 'Show the version.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor history" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor chart" config' -l 'config' -d 'The configuration file.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor chart" o output' -l 'output' -s 'o' -d 'The PNG file to write; - for standard output.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor chart" version' -l 'version' -d 'Show the version.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor chart" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor classify" config' -l 'config' -d 'The configuration file.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor classify" json' -l 'json' -d 'Print JSON instead of a table.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor classify" wallet' -l 'wallet' -d 'The wallet, where several changed at that instant.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor classify" version' -l 'version' -d 'Show the version.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor classify" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor resolve" config' -l 'config' -d 'The configuration file.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor resolve" json' -l 'json' -d 'Print JSON instead of a table.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor resolve" wallet' -l 'wallet' -d 'The wallet, where several wait.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor resolve" version' -l 'version' -d 'Show the version.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor resolve" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor report" config' -l 'config' -d 'The configuration file.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor report" json' -l 'json' -d 'Print JSON instead of a table.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor report" at' -l 'at' -d 'The slot that came last at this time, in the report\'s zone.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor report" chat' -l 'chat' -d 'The report of this subscribed chat; by default the first one\'s, with --send all.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor report" send' -l 'send' -d 'Have the daemon send it out of turn; without --at the report for now.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor report" version' -l 'version' -d 'Show the version.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor report" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor export" version' -l 'version' -d 'Show the version.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor export" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_positional "balance-monitor export" -eq 1' -fa 'postgres' -d 'A psql script: tables, rows, keys and views, in one transaction.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_positional "balance-monitor export" -eq 1' -fa 'csv' -d 'Comma-separated values.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_positional "balance-monitor export" -eq 1' -fa 'jsonl' -d 'A JSON object a line; amounts are exact strings.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor export postgres" config' -l 'config' -d 'The configuration file.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor export postgres" schema-only' -l 'schema-only' -d 'Tables and views, no rows.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor export postgres" data-only' -l 'data-only' -d 'Rows alone, for tables that are there and empty.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor export postgres" schema' -l 'schema' -d 'The schema that gets the tables.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor export postgres" since' -l 'since' -d 'Leave out the readings that no sum of this day or a later one needs.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor export postgres" version' -l 'version' -d 'Show the version.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor export postgres" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor export csv" config' -l 'config' -d 'The configuration file.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_positional "balance-monitor export csv" -eq 1' -fka 'readings hours days credits'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor export csv" since' -l 'since' -d 'The first day, in the report\'s time zone.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor export csv" until' -l 'until' -d 'The last day.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor export csv" excel' -l 'excel' -d 'For a Russian Excel: headings in the reports\' language, semicolons, decimal comma, local time, no cell that runs as a formula.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor export csv" version' -l 'version' -d 'Show the version.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor export csv" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor export jsonl" config' -l 'config' -d 'The configuration file.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_positional "balance-monitor export jsonl" -eq 1' -fka 'readings hours days credits'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor export jsonl" since' -l 'since' -d 'The first day, in the report\'s time zone.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor export jsonl" until' -l 'until' -d 'The last day.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor export jsonl" version' -l 'version' -d 'Show the version.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor export jsonl" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor sync" version' -l 'version' -d 'Show the version.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor sync" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_positional "balance-monitor sync" -eq 1' -fa 'postgres' -d 'Bring what is new in the history to a PostgreSQL server that many hosts share.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor sync postgres" config' -l 'config' -d 'The configuration file.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor sync postgres" json' -l 'json' -d 'Print JSON instead of a table.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor sync postgres" to' -l 'to' -d 'The server: service=NAME, host=… dbname=…, or a URL; [sync] to otherwise.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor sync postgres" schema' -l 'schema' -d 'The schema there (default: balance_monitor).' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor sync postgres" verify' -l 'verify' -d 'Copy nothing; compare counts and sums by wallet and day, and say which differ.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor sync postgres" accept-restored' -l 'accept-restored' -d 'This history was restored from a backup: make the server\'s rows of this site agree with it.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor sync postgres" version' -l 'version' -d 'Show the version.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor sync postgres" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor verify" config' -l 'config' -d 'The configuration file.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor verify" json' -l 'json' -d 'Print JSON instead of a table.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor verify" version' -l 'version' -d 'Show the version.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor verify" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor backup" config' -l 'config' -d 'The configuration file.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor backup" json' -l 'json' -d 'Print JSON instead of a table.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor backup" version' -l 'version' -d 'Show the version.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor backup" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor restore" config' -l 'config' -d 'The configuration file.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor restore" json' -l 'json' -d 'Print JSON instead of a table.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor restore" version' -l 'version' -d 'Show the version.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor restore" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor demo" directory' -l 'directory' -d 'Where all files go; a demo\'s own directory is written anew.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor demo" script' -l 'script' -d 'Play this conversation and end; 1 when an answer fails to come.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor demo" time' -l 'time' -d 'The clock starts at START (RFC 3339) and runs RATE times as fast.' -rfka ''
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor demo" verbose' -l 'verbose' -d 'Print the daemon\'s log to standard error, not to DIR/demo.log.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor demo" version' -l 'version' -d 'Show the version.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor demo" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'balance-monitor' -n '__balance-monitor_should_offer_completions_for_flags_or_options "balance-monitor help" version' -l 'version' -d 'Show the version.'
