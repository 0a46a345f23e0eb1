"""How each figure is made, for whoever presses enter on it: the method by its name, and what it can't say."""

from __future__ import annotations

MATURED = (
    (
        "Of the invitations that are surely old enough to have been answered, the share that was "
        "accepted. Old enough is the age by which 95 % of your own acceptances had come; 21 days "
        "until there are ten of them."
    ),
    (
        "The interval is Wilson's (1927): in 95 of 100 books like yours it holds the true share. "
        "Vendors call 30 to 50 % healthy; LinkedIn says nothing. With fewer than ten matured "
        "invitations there is no verdict."
    ),
)
NAIVE = (
    (
        "All accepted of all sent. It counts every young invitation as refused, and so shows too "
        "little for as long as you keep sending. It is here for comparison with other programs, which "
        "show it."
    ),
)
PENDING = (
    (
        "All that wait for an answer, against the two marks of your settings. When it will be under "
        "the mark comes from the forecast below."
    ),
)
WEEK = ("All surely sent within the last seven days, against the weekly number of your settings.",)
CURVE = (
    (
        "Kaplan and Meier (1958): the share that has accepted by each day. Who is still open, was "
        "withdrawn or has expired counts for as long as it was open, and not as a refusal."
    ),
    (
        "The shaded band holds the true curve at each day in 95 of 100 books like yours (Greenwood's "
        "variance on the log-log scale). Where it is known only in which range an invitation was "
        "sent, the band holds both ends. The chance left is what the curve still rises by, among "
        "those undecided at that age."
    ),
)
WAITS = (
    (
        "Of those who accepted: after how many days a quarter, half, three quarters and 95 % had. "
        "Those who may still accept are not in it, so while you keep sending it leans to the quick."
    ),
)
ENDS = (
    (
        "Aalen and Johansen (1978): what share of all is accepted, withdrawn and expired in the end, "
        "as you really treat them. Withdrawing takes chances of acceptance away; the curve above asks "
        "what would come if you withdrew none."
    ),
)
GROUPS = (
    ("Only matured invitations, in groups. ● is the share accepted, the line its 95 % interval (Wilson)."),
    (
        "Two groups are compared with each other; of several, each with all the rest, and the surest "
        "difference is told, with its chance multiplied by their number (Bonferroni), for of twenty "
        "groups one looks special by chance. The test is that of two proportions, or Fisher's exact "
        "one where numbers are small; the interval of a difference is Newcombe's (1998)."
    ),
    (
        "“About N more would tell” is the number at which a difference as large as this would be "
        "found four times of five (Fleiss). What differs need not be the cause."
    ),
)
COHORTS = (
    (
        "By the week in which they were sent, Monday to Sunday, where you live. Only the matured ones "
        "count for the comparison. A week in which many are still open can only rise."
    ),
    (
        "A week marked ~ holds invitations of which only LinkedIn's Sent page told: it lists what is "
        "pending, so whoever had accepted before you copied it is not there, and the week looks worse "
        "than it was. Importing an archive completes it."
    ),
)
AGES = ("All that are pending, by their youngest possible age. Warm are those past your mark.",)
FORECAST = (
    (
        "200 simulated futures, the same ones each time. Each week as many are sent and withdrawn as "
        "in one of your last eight weeks, drawn by lot; of each age as many accept as your curve "
        "says; the oldest stale ones are withdrawn first; after six months LinkedIn drops them."
    ),
    (
        "The line is the middle of the futures; 95 % of them lie in the band. It holds chance and "
        "your own unevenness, not a change of habit."
    ),
)
SIMULATOR = (
    (
        "Had you withdrawn everybody at that mark: lost are the acceptances that came later than "
        "that, free are the slots of those pending now that are at least that old and not kept."
    ),
    (
        "m makes the mark on the line yours. Your config.toml is left as it is; the choice is kept "
        "beside the backups, and `invitetui config` shows it. Choosing the mark of config.toml takes "
        "it away again."
    ),
)
