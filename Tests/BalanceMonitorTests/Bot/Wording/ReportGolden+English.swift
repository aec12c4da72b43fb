extension ReportGolden {
    /// The reports of readers of English.
    static let english: [String: String] = [
        "corrections/en": #"""
        📊 Report 10:15 · Sun, 22 November
        Spend since 17:15 yesterday (17 h)

        Mixed                             7.00 $
          balance 86.00 $
          top-up 10.00 $ at 05:15
          withdrawal −20.00 $ at 06:55
          correction 3.00 $ at 08:35
          refund 4.00 $ at 09:25
        Busy                              0.00 $
          balance 36.00 $
          top-up 5.00 $ at 10:10
          top-up 4.00 $ at 10:11
          top-up 3.00 $ at 10:12
          top-up 2.00 $ at 10:13
          top-up 1.00 $ at 10:14
          and more changes: 3

        Total USD
          opening     100.00
          top-ups      46.00
          corrections −17.00
          spent         7.00
          closing     122.00

        """#,
        "hostile/en": #"""
        📊 Report 10:15 · Sun, 22 November
        Spend since 17:15 yesterday (17 h)

        <b>&"</pre>                       1.00 $
          balance 9.00 $
        ОченьДлинноеНазваниеБезЕдиногоПробелаКот
          ороеНеВлезаетВСтроку
                                          2.00 $
          balance 8.00 $
        👩‍👩‍👧‍👦 семья
          日本語のとても長い名前がここにあります
          よ
                                          3.00 $
          balance 7.00 $
        No movement: a·b·c·&lt;

        Total USD
          opening 40.00
          top-ups  0.00
          spent    6.00
          closing 34.00

        """#,
        "late/en": #"""
        📊 Report 10:15 · Sun, 22 November
        Spend since 17:15 yesterday (17 h)
        report for 10:15, sent at 10:15: the device was off
        ⚠️ skipped 3 reports since 19 November

        PropellerAds                     12.50 $
          balance 0.00 $
        No movement: Empty

        Total USD
          opening 12.50
          top-ups  0.00
          spent   12.50
          closing  0.00

        """#,
        "lower bound/en": #"""
        📊 Report 10:15 · Sun, 22 November
        Spend since 17:15 yesterday (17 h)

        Kadam                    from 1,200.00 ₽
          balance 5,300.00 ₽
          top-up 1,000.00 ₽ at 09:15
          counting data from 16:15 yesterday
          no data 16:15 yesterday – 09:15
        Quiet                             1.00 ₽
          balance 99.00 ₽
          counting data from 16:15 yesterday

        Total RUB
          opening      5,600.00
          top-ups      1,000.00
          spent   from 1,201.00
          closing      5,399.00
          no data 16:15 yesterday – 09:15

        """#,
        "missing/en": #"""
        📊 Report 10:15 · Sun, 22 November
        Spend since 17:15 yesterday (17 h)

        Adsterra                         12.00 $
          balance 488.00 $
          no data since 10:15 yesterday (the
          network does not answer)
        New one: not polled yet
        Refused one: no data since 09:45 (the
          key was refused)

        Total USD
          opening 500.00
          top-ups   0.00
          spent    12.00
          closing 488.00
          of that 488.00 as of 10:15 yesterday

        """#,
        "ordinary/en": #"""
        📊 Report 10:15 · Sun, 22 November
        Spend since 17:15 yesterday (17 h)

        PropellerAds                    210.40 $
          balance 1,234.56 $ · until 27 November
        ExoClick                         88.00 €
          by this hour yesterday 71.20 €
          balance 412.00 € · today until 23:00
          top-up 500.00 € at 09:02
        Kadam                    from 1,200.00 ₽
          balance 5,300.00 ₽ · until 26 November
          top-up 1,000.00 ₽ at 09:15
          no data 08:15–09:15
        No movement: EvaDav, Zeropark
        MGID: no data since 08:40 (the key was
          refused), then 77.10 $

        Total EUR
          opening   0.00
          top-ups 500.00
          spent    88.00
          closing 412.00

        Total RUB
          opening      5,500.00
          top-ups      1,000.00
          spent   from 1,200.00
          closing      5,300.00
          no data 08:15–09:15

        Total USD
          opening 1,552.06
          top-ups     0.00
          spent     210.40
          closing 1,341.66
          of that 77.10 as of 08:40

        """#,
    ]
}
