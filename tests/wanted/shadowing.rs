//! One name for several variables, in every way Rust allows it; and variables that are assigned late or moved away.

use tests::*;

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
