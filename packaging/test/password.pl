#!/usr/bin/perl
# password.pl FILE: says like a PostgreSQL server on 127.0.0.1:5432 that it wants a password, writes what it gets to FILE, and refuses it.
# So a test sees what the service's libpq finds in its files, without a server.
use strict;
use warnings;
use IO::Socket::INET;

$SIG{PIPE} = 'IGNORE';
my $file = shift;
my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 5432, Listen => 5, ReuseAddr => 1) or die "no socket: $!";
while (my $client = $server->accept) {
    while (read($client, my $head, 4) == 4) {
        read($client, my $rest, unpack('N', $head) - 4);
        # No TLS and no GSSAPI here; then comes the same question in plain.
        if (unpack('N', $rest) != 196608) { print $client 'N'; $client->flush; next }
        print $client 'R', pack('NN', 8, 3);
        $client->flush;
        read($client, my $kind, 1);
        last unless $kind eq 'p' && read($client, $head, 4) == 4;
        read($client, my $password, unpack('N', $head) - 4);
        open my $out, '>', $file or die "$file: $!";
        print $out $password =~ s/\0//r;
        close $out;
        my $why = "SFATAL\0C28P01\0Mpassword authentication failed\0\0";
        print $client 'E', pack('N', 4 + length $why), $why;
        last;
    }
    close $client;
}
