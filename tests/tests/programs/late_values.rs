//! Variables that are assigned late, moved away, or assigned again.

use tests::*;

program! {
    mod deferred_initialization;

    #[resumable(yield = u32, resume = u32)]
    fn deferred(n: u32) -> String {
        let a;
        let b;
        let mut c;
        if n > 3 {
            a = yield_!(1);
            b = "big".to_owned();
        } else {
            a = n;
            yield_!(2);
            b = format!("small {a}");
        }
        yield_!(a);
        loop {
            c = yield_!(n + a);
            if c > 10 {
                break;
            }
        }
        yield_!(c);
        c += 1;
        format!("{a} {b} {c}")
    }

    check deferred(5) => [1, 2, 3, 11, 5];
    check deferred(1) => [1, 2, 11, 5];
}

program! {
    mod declared_long_before;

    #[resumable(yield = u32, resume = u32)]
    fn early(flag: bool) -> u32 {
        let late;
        let other: Vec<u32>;
        yield_!(0);
        yield_!(1);
        late = yield_!(2);
        match flag {
            true => {
                yield_!(3);
                other = vec![late; 2];
            }
            false => other = Vec::new(),
        }
        yield_!(4);
        late + other.len() as u32
    }

    check early(true) => 10..;
    check early(false) => 10..;
}

program! {
    mod declared_in_a_loop;

    #[resumable(yield = u32, resume = u32)]
    fn each_round() -> Vec<String> {
        let mut seen = vec![];
        for round in 0..3 {
            let name;
            let size;
            if round % 2 == 0 {
                size = yield_!(round);
                name = format!("even{size}");
            } else {
                name = "odd".to_owned();
                yield_!(10);
                size = round;
            }
            yield_!(size);
            seen.push(name);
        }
        seen
    }

    check each_round() => 20..;
}

program! {
    mod moved_in_one_branch;

    fn consume(text: String) -> usize {
        log(format!("consumed {text}"));
        text.len()
    }

    #[resumable(yield = usize, resume = bool)]
    fn conditional(text: String) -> usize {
        let mut length = 0;
        if yield_!(0) {
            length = consume(text);
            yield_!(length);
        } else {
            yield_!(text.len());
            length += 1;
        }
        yield_!(length);
        length
    }

    check conditional("word".to_owned()) => [true, true, true];
    check conditional("word".to_owned()) => [false, true, true];
}

program! {
    mod moved_away_before_a_yield_in_a_loop;

    #[resumable(yield = usize, resume = bool)]
    fn flush() -> Vec<Vec<usize>> {
        let mut batches = vec![];
        let mut batch = vec![];
        let mut n = 0;
        loop {
            batch.push(n);
            n += 1;
            if batch.len() == 2 {
                batches.push(batch);
                if yield_!(batches.len()) {
                    return batches;
                }
                batch = Vec::with_capacity(2);
            } else if yield_!(n * 100) {
                break;
            }
        }
        batches.push(batch);
        batches
    }

    check flush() => [false, false, false, true];
    check flush() => [false, false, true];
}

program! {
    mod declared_and_never_assigned_on_some_paths;

    #[resumable(yield = u32, resume = u32)]
    fn sometimes(n: u32) -> u32 {
        let reason;
        loop {
            let answer = yield_!(n);
            if answer == 0 {
                reason = "zero".to_owned();
                yield_!(1);
                break;
            }
            if answer > 5 {
                return answer;
            }
        }
        yield_!(2);
        reason.len() as u32
    }

    check sometimes(3) => [1, 2, 0, 0, 0];
    check sometimes(3) => [1, 9];
}

program! {
    mod moved_and_assigned_again;

    #[resumable(yield = String, resume = String)]
    fn refill() -> Vec<String> {
        let mut buffer = String::from("a");
        let mut full = Vec::new();
        for i in 0..3 {
            buffer += &yield_!(buffer.clone());
            full.push(buffer);
            yield_!(format!("{i}"));
            buffer = i.to_string();
            yield_!(buffer.clone());
        }
        full.push(buffer);
        let mut list = full;
        full = vec![yield_!("end".to_owned())];
        list.append(&mut full);
        list
    }

    check refill() => ["b", "c", "d", "e", "f", "g", "h", "i", "j", "k"].map(String::from);
}
