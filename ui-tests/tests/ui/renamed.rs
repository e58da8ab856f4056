use resumable::resumable;

#[resumable(yield = u32, renamed("first" => "second", "third" => "forth", "yield_!(2)" => "fifth", "old" => "yield_!(3)"))]
fn points() {
    yield_!('first: 1);
    yield_!('second: 1);
    yield_!(2);
    for n in 0..3 {
        yield_!(n);
        yield_!(n);
    }
}

#[resumable(yield = u32, renamed("start" => "first", "first" => "start"))]
fn the_beginning() {
    yield_!('first: 1);
}

#[resumable(renamed("old" => "new"))]
fn no_points() {}

#[resumable(yield = u32, renamed("first" => "second", "old" => "third"))]
fn awaited_points() {
    await_!('first: the_beginning());
    await_!('second: the_beginning());
}

#[resumable(yield = u32)]
fn a_label_like_a_text() {
    let first = the_beginning();
    first.await;
    await_!('first: the_beginning());
}

#[resumable(yield = u32)]
fn like_the_beginning() {
    yield_!('start: 1);
}

#[resumable(yield = u32)]
fn points_of_one_checksum() {
    yield_!('count_speed_length: 1);
    yield_!('rank_rate_line: 1);
}

#[resumable(yield = u32)]
fn variables_of_one_checksum(board_move: u32) {
    let zip_value_score = 1;
    yield_!(1);
    drop((board_move, zip_value_score));
}

#[resumable(yield = u32)]
fn parameters_of_one_checksum(rate_right: u32, open_sum_user: u32) {
    drop((rate_right, open_sum_user));
}

fn main() {}
