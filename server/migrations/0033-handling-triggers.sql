-- A new round or clock always comes with a change of its item, which is noted: noting it once is enough.
drop trigger case_rounds_handling_inserted on case_rounds;
drop trigger case_clocks_handling_inserted on case_clocks;
