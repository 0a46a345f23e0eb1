"""Which tests prove what the store promises, fault by fault.

 1. kill -9 at random moments of a write loop: the file is readable, all that was acknowledged is in it
    tests/store/test_kills.py::test_kills_at_random_moments_of_a_write_loop_lose_nothing
    tests/store/test_kills.py::test_kill_in_the_middle_of_the_write_of_a_large_book
    tests/store/test_kills.py::test_stock_tinydb_is_unreadable_after_the_same_kill
    tests/store/test_kills.py::test_stock_tinydb_is_unreadable_after_a_kill_before_it_cuts_the_file
    by hand: python -m tests.store.kill_harness --runs 300
 2. kill at each system call of one save: exactly the old book or the new
    tests/store/test_kills.py::test_kill_at_each_system_call_leaves_the_old_book_or_the_new
    tests/store/test_kills.py::test_kill_while_the_first_save_makes_its_folder
    tests/property/test_store_machine.py::Storing
 3. power cut: old or new, all that was acknowledged; without either fsync that fails
    tests/store/test_power_cut.py::test_power_cut_leaves_the_old_book_or_the_new_and_all_that_was_acknowledged
    tests/store/test_power_cut.py::test_power_cut_at_every_step_with_nothing_and_with_all_of_the_rest_kept
    tests/store/test_power_cut.py::test_without_the_sync_of_the_file_a_power_cut_damages_it
    tests/store/test_power_cut.py::test_without_the_sync_of_the_folder_a_power_cut_loses_what_was_acknowledged
    tests/store/test_power_cut.py::test_without_the_sync_of_the_folder_above_a_power_cut_loses_a_new_folder
    tests/store/test_power_cut.py::test_stock_tinydb_is_damaged_by_the_same_power_cuts
    simulated: over a model of the disk
 4. disk full while the temporary file is written: the old file is whole, "not saved" stays, retried
    tests/store/test_failures.py::test_disk_that_fills_up_in_the_middle_of_a_save
    tests/store/test_failures.py::test_failed_save_leaves_the_old_file_and_is_retried
    simulated: the system's answer is put in its mouth
    tests/ui/test_saving.py::test_trouble_stays_until_a_retry_succeeds
 5. I/O error from fsync: not acknowledged, the temporary file removed
    tests/store/test_failures.py::test_failed_save_leaves_the_old_file_and_is_retried
    simulated: the system's answer is put in its mouth
 6. fsync of the folder fails after the rename: the new file is kept, and that is said
    tests/store/test_failures.py::test_folder_that_cannot_be_synced_is_said_and_the_save_stands
    tests/store/test_failures.py::test_folder_sync_that_the_file_system_does_not_know_is_no_failure
    simulated: the system's answer is put in its mouth
 7. file-size limit, quota: as 4
    tests/store/test_failures.py::test_file_size_limit_of_the_system_leaves_the_old_file
    tests/store/test_failures.py::test_stock_tinydb_loses_the_book_to_the_same_limit
 8. left-over temporary file: removed, only under the lock
    tests/store/test_failures.py::test_leftovers_are_removed_only_under_the_lock
 9. a second instance: reads only, and names the holder's process and host
    tests/store/test_others.py::test_second_writer_is_told_who_holds_the_file
    tests/store/test_others.py::test_two_in_one_process
10. the holder of the lock was killed: the next start gets the lock
    tests/store/test_others.py::test_lock_of_a_killed_holder_is_free
11. a file system without locks: a warning, the fingerprint still guards
    tests/store/test_others.py::test_where_there_are_no_locks_the_person_is_warned_and_the_fingerprint_still_guards
    tests/store/test_others.py::test_where_there_are_locks_nobody_is_warned
    tests/store/test_others.py::test_lock_that_cannot_be_made_is_said
    simulated: the system's answer is put in its mouth
12. replaced by an editor or a sync while it is open: noticed, never overwritten
    tests/store/test_others.py::test_change_from_outside_is_never_overwritten
    tests/store/test_others.py::test_change_in_the_middle_of_a_save
    tests/store/test_others.py::test_file_that_appeared_while_a_new_book_was_open
13. edited in place, same size and time: noticed
    tests/store/test_others.py::test_change_from_outside_is_never_overwritten
14. changed outside, nothing unsaved: reloaded, and said
    tests/property/test_store_machine.py::Storing
    tests/ui/test_outside.py::test_what_another_program_changed_is_read_again_and_said
15. changed outside, changes unsaved: merged by uid, where they clash both are kept and the person asked
    tests/unit/test_merge.py::test_of_a_field_that_both_changed_ours_holds_and_theirs_is_kept_as_an_event
    tests/unit/test_merge.py::test_a_session_goes_on_from_their_book_with_its_own_changes_as_one_step
    tests/property/test_store_machine.py::Storing
    tests/ui/test_outside.py::test_unsaved_changes_are_added_to_those_from_outside
16. deleted while open: saved to a recovery copy, asked
    tests/store/test_others.py::test_file_removed_while_open
    tests/store/test_beside.py::test_a_book_whose_file_is_gone_is_saved_beside_it_and_never_over_an_earlier_rescue
    tests/ui/test_outside.py::test_a_file_that_was_removed_is_saved_beside_and_made_again_when_asked
17. a "(conflicted copy)" beside it: offered for merging, never deleted
    tests/store/test_beside.py::test_a_conflicted_copy_is_offered_and_never_deleted
18. 0-byte file: damaged, not new; the newest backup is offered
    tests/store/test_damaged.py::test_damaged_file_is_named_and_left_as_it_is
    tests/store/test_damaged.py::test_damaged_file_is_replaced_by_a_backup
    tests/cli/test_keeping.py::test_a_backup_replaces_a_damaged_file
    tests/ui/test_outside.py::test_a_damaged_file_opens_the_choice
19. all NUL, truncated, garbage, bad UTF-8: untouched, what can be read is saved into a new file
    tests/store/test_damaged.py::test_damaged_file_is_named_and_left_as_it_is
    tests/store/test_repair.py::test_torn_file_gives_back_every_whole_invitation
    tests/store/test_repair.py::test_a_hole_in_the_middle
    tests/store/test_repair.py::test_repair_writes_only_a_new_copy
    tests/store/test_fuzz.py::test_mutated_bytes_are_read_or_refused_and_nothing_is_changed
20. byte order mark, CRLF: accepted
    tests/store/test_round_trip.py::test_what_editors_add_is_accepted
21. the top level is a list, null, a string: refused, untouched
    tests/store/test_damaged.py::test_damaged_file_is_named_and_left_as_it_is
22. keys twice, ids "01" or "x": refused with a list, repaired on a copy
    tests/store/test_damaged.py::test_damaged_file_is_named_and_left_as_it_is
    tests/store/test_damaged.py::test_check_lists_all_that_is_wrong
    tests/store/test_repair.py::test_same_ids_are_told_apart
23. unknown fields and tables: survive a save unchanged
    tests/store/test_round_trip.py::test_unknown_fields_and_tables_survive
24. a newer schema: read only, "made by a newer invitetui"
    tests/store/test_damaged.py::test_newer_file_is_read_but_not_written
    tests/store/test_damaged.py::test_file_that_became_newer_while_open
    tests/cli/test_keeping.py::test_a_newer_file_can_be_read_but_not_changed_nor_repaired
25. an older schema: backed up, migrated in one save
    tests/store/test_schema.py::test_an_older_file_is_backed_up_and_migrated_in_one_save
    tests/store/test_schema.py::test_a_migration_that_can_not_be_saved_leaves_the_older_file_whole
    tests/store/test_schema.py::test_a_file_of_each_schema_opens_with_all_it_says
26. deep nesting, a huge integer, NaN: refused, no crash
    tests/store/test_damaged.py::test_damaged_file_is_named_and_left_as_it_is
    tests/store/test_fuzz.py::test_mutated_bytes_are_read_or_refused_and_nothing_is_changed
27. a lone surrogate in a name: survives, shown as U+FFFD
    tests/store/test_round_trip.py::test_lone_surrogate_survives
    tests/cli/test_hostile.py::test_a_lone_surrogate_is_kept_in_the_file_and_shown_as_a_replacement
28. a file or folder that may not be written: read-only from the start, and said
    tests/store/test_failures.py::test_file_or_folder_that_may_not_be_written
    tests/ui/test_first_frame.py::test_read_only_says_why_and_refuses_changes
29. the path is a link: its target is replaced, the link stays
    tests/store/test_failures.py::test_link_stays_and_its_target_is_replaced
    tests/store/test_failures.py::test_link_to_nothing_yet
30. a hard link: warned
    tests/store/test_beside.py::test_a_hard_link_is_warned_of
31. a directory, a FIFO, a device as path: refused
    tests/store/test_damaged.py::test_what_is_not_a_file
    tests/store/test_damaged.py::test_path_below_a_file_or_in_a_loop
    tests/cli/test_options.py::test_files_that_are_none
32. mode 0644: tightened; all that is made is for the person alone
    tests/store/test_failures.py::test_what_is_made_is_for_the_person_alone
    tests/store/test_backups.py::test_backup_is_for_the_person_alone_and_beside_no_other_file
    tests/cli/test_keeping.py::test_new_files_are_the_persons_alone
33. the replace is refused (Windows, a sync): tried again a bounded number of times, then "not saved"
    tests/store/test_failures.py::test_refused_replace_is_tried_again_a_few_times
    simulated: the system's answer is put in its mouth
34. stock TinyDB opens our file, changes it, we open it again: equal data
    tests/store/test_round_trip.py::test_stock_tinydb_reads_and_changes_the_file_and_we_read_it_again
    tests/store/test_tinydb_api.py::test_an_operation_does_and_leaves_the_same
    tests/property/test_store_machine.py::Storing
35. escape or bidi characters in a name: none of them reaches the terminal
    tests/store/test_failures.py::test_errors_say_no_word_of_an_invitation
    tests/terminal/test_names.py::test_no_name_reaches_the_terminal_as_a_command
    tests/cli/test_hostile.py::test_every_command_prints_no_control_character
36. markup in names, notes, file names, filters, errors: literal everywhere
    tests/terminal/test_names.py::test_names_are_literal
    tests/ui/test_untrusted.py::test_markup_is_shown_as_it_is
    tests/ui/test_untrusted.py::test_they_are_literal_wherever_one_is_shown
37. fields that begin like a formula: prefixed in an export, re-imported equal
    tests/sources/test_own.py::test_no_field_begins_like_a_formula
    tests/sources/test_own.py::test_the_same_book_comes_back
38. zip bomb, "../", encrypted, nested, 0 entries: refused within a cap
    tests/sources/test_archive.py::test_a_zip_that_cant_be_trusted_is_refused_at_once
39. a 1 MB field, an unclosed quote, wrong columns, no header: an error with file and line
    tests/sources/test_table.py::test_a_broken_file_is_refused_whole_with_its_line
    tests/sources/test_archive.py::test_one_broken_file_refuses_the_archive
40. hostile addresses: never stored as a link, never opened
    tests/unit/test_profile.py::test_a_hostile_address_is_refused_and_never_opened
    tests/unit/test_profile.py::test_what_was_stored_is_checked_again_before_it_is_opened
41. clock set back, change to summer time, 29 February, year 9999: events keep their order
    tests/unit/test_session.py::test_a_clock_set_back_loses_nothing_and_keeps_the_order_of_events
    tests/unit/test_clock.py::test_the_ends_of_the_calendar_are_no_crash
    tests/unit/test_standing.py::test_a_change_of_daylight_saving_time_does_not_move_a_mark
    tests/unit/test_standing.py::test_expiry_is_by_calendar_month_and_a_missing_day_becomes_the_last
42. SIGTERM, SIGHUP, Ctrl-C, the terminal closed in the middle of a save: as 1
    tests/store/test_kills.py::test_signal_at_each_system_call_leaves_the_old_book_or_the_new
    tests/store/test_failures.py::test_interrupted_save_leaves_nothing_behind
    tests/terminal/test_ends.py::test_answers_given_just_before_the_end_are_kept
43. 100,000 invitations, a save running: keys are answered within a frame
    by hand: python -m tests.bench.store_bench
44. a backup that can't be written: the save succeeds, with a warning
    tests/store/test_backups.py::test_save_succeeds_where_no_backup_can_be_written
    tests/store/test_backups.py::test_import_is_done_with_a_warning_where_no_backup_can_be_written
    tests/store/test_backups.py::test_backup_that_cannot_be_written_leaves_none_behind
45. a tiny terminal, resize storms, keys in a burst: no crash, nothing done unseen
    tests/ui/test_filter.py::test_letters_that_come_in_a_burst_are_never_commands
    tests/ui/test_moving.py::test_a_burst_of_keys_is_answered_in_order
    tests/ui/test_sizes.py::test_too_small_says_so_and_does_nothing
    tests/ui/test_sizes.py::test_a_resize_storm
    tests/ui/test_bursts.py::test_text_pasted_as_keys_does_nothing_and_says_so
    tests/ui/test_bursts.py::test_text_pasted_into_a_sitting_answers_for_nobody
    tests/ui/test_bursts.py::test_keys_held_down_and_hurried_are_answered
    tests/terminal/test_pasted.py::test_text_pasted_as_keys_into_the_list_and_the_sitting_does_nothing
46. a mistake in the settings: the default for that key and a line that names it, the file left alone
    tests/unit/test_settings.py::test_a_mistake_is_named_and_its_default_holds
    tests/unit/test_settings.py::test_a_mistake_in_one_key_leaves_the_others_in_force
    tests/cli/test_keeping.py::test_a_mistake_in_the_settings_is_said_and_the_default_holds
"""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.store.made import ROOT

ROWS = {
    int(number): [line.strip() for line in rest.splitlines()[1:]]
    for number, rest in re.findall(r"^ ?(\d+)\. ((?:.*\n)(?:    .*\n)*)", __doc__, re.MULTILINE)
}
NOTES = ("by hand: ", "simulated: ")


@cache
def names_in(file: str) -> frozenset[str]:
    """Return the names that a file of tests defines."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return frozenset(each.name for each in tree.body if isinstance(each, kinds))


def test_every_fault_is_in_the_table() -> None:
    assert list(ROWS) == list(range(1, 47))


@pytest.mark.parametrize("number", ROWS)
def test_what_is_said_to_prove_it_is_there(number: int) -> None:
    assert ROWS[number]
    for line in ROWS[number]:
        if not line.startswith(NOTES):
            file, _, name = line.partition("::")
            assert name in names_in(file)
