#!/usr/bin/perl
# Telegram and an advertising network on 127.0.0.1:8081, as much of them as the life cycle needs: Olga (501) says each line of /run/said
# once, and what the bot sends is kept in /run/messages.
use strict;
use warnings;
use IO::Socket::INET;

$SIG{CHLD} = 'IGNORE';
my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1:8081', Listen => 20, ReuseAddr => 1) or die "8081: $!";
while (1) {
    my $client = $server->accept or next;
    next if fork;
    answer($client);
    exit;
}

sub answer {
    my ($client) = @_;
    my $request = <$client> // return;
    my ($length, $body) = (0, '');
    while (defined(my $line = <$client>)) {
        last if $line =~ /^\r?$/;
        $length = $1 if $line =~ /^content-length:\s*(\d+)/i;
    }
    read($client, $body, $length) if $length;
    my $chat = '"chat":{"id":501,"type":"private","first_name":"Olga"}';
    my $result = 'true';
    if ($request =~ m{/getMe}) {
        $result = '{"id":1,"is_bot":true,"first_name":"Test","username":"testbot"}';
    } elsif ($request =~ m{/getUpdates}) {
        my ($offset) = $body =~ /"offset":(\d+)/;
        my $next = $offset || 1;
        my @said = said();
        if ($next > @said) {
            sleep 1;
            @said = said();
        }
        if ($next > @said) {
            $result = '[]';
        } else {
            my ($text) = $said[$next - 1];
            $result = '[{"update_id":' . $next . ',"message":{"message_id":' . $next . ',"date":' . time . ',' . $chat . ',"text":"' . $text . '",'
                . '"from":{"id":501,"is_bot":false,"first_name":"Olga"},"entities":[{"type":"bot_command","offset":0,"length":' . length($text) . '}]}}]';
        }
    } elsif ($request =~ m{/sendMessage}) {
        open my $file, '>>', '/run/messages';
        print $file "$body\n";
        $result = '{"message_id":2,"date":' . time . ",$chat}";
    }
    my $json = $request =~ m{/balance } ? '{"balance":"100.50"}' : "{\"ok\":true,\"result\":$result}";
    print $client "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " . length($json) . "\r\n\r\n$json";
}

sub said {
    open my $file, '<', '/run/said' or return ();
    chomp(my @lines = <$file>);
    return @lines;
}
