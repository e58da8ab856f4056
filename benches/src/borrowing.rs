//! Programs that borrow across their yields, and the machines that one would write for them: with an index where the
//! resumable function has an iterator.

/// As resumable functions.
pub mod marked {
    use resumable::resumable;

    /// Yields the numbers and the signs of a formula, a sign as its code.
    #[resumable(yield = u64)]
    pub fn tokens(text: String) -> u64 {
        let mut letters = text.chars().peekable();
        let mut found = 0;
        while let Some(letter) = letters.next() {
            let Some(digit) = letter.to_digit(10) else {
                if letter != ' ' {
                    found += 1;
                    yield_!(u64::from(letter));
                }
                continue;
            };
            let mut number = u64::from(digit);
            while let Some(digit) = letters.peek().and_then(|next| next.to_digit(10)) {
                number = number * 10 + u64::from(digit);
                letters.next();
            }
            found += 1;
            yield_!(number);
        }
        found
    }

    /// Yields every number times its place.
    #[resumable(yield = u64)]
    pub fn weighted(numbers: Vec<u64>) -> u64 {
        let mut sum = 0;
        for (place, number) in numbers.iter().enumerate() {
            let weighted = *number * place as u64;
            yield_!(weighted);
            sum += weighted;
        }
        sum
    }

    /// Doubles every number of every row and yields it; what they add up to.
    #[resumable(yield = u64)]
    pub fn doubled(mut rows: Vec<Vec<u64>>) -> u64 {
        for row in rows.iter_mut() {
            for number in row.iter_mut() {
                *number *= 2;
                yield_!(*number);
            }
        }
        rows.iter().flatten().sum()
    }
}

/// As resumable functions with the indices of the machines by hand: no borrow crosses a yield.
pub mod indexed {
    use resumable::resumable;

    /// See [`tokens`](fn@super::marked::tokens).
    #[resumable(yield = u64)]
    pub fn tokens(text: String) -> u64 {
        let mut at = 0;
        let mut found = 0;
        while let Some(letter) = text[at..].chars().next() {
            at += letter.len_utf8();
            let Some(digit) = letter.to_digit(10) else {
                if letter != ' ' {
                    found += 1;
                    yield_!(u64::from(letter));
                }
                continue;
            };
            let mut number = u64::from(digit);
            while let Some(digit) = text[at..].chars().next().and_then(|next| next.to_digit(10)) {
                number = number * 10 + u64::from(digit);
                at += 1;
            }
            found += 1;
            yield_!(number);
        }
        found
    }

    /// See [`weighted`](fn@super::marked::weighted).
    #[resumable(yield = u64)]
    pub fn weighted(numbers: Vec<u64>) -> u64 {
        let mut sum = 0;
        let mut place = 0;
        while place < numbers.len() {
            let weighted = numbers[place] * place as u64;
            yield_!(weighted);
            sum += weighted;
            place += 1;
        }
        sum
    }

    /// See [`doubled`](fn@super::marked::doubled).
    #[resumable(yield = u64)]
    pub fn doubled(mut rows: Vec<Vec<u64>>) -> u64 {
        let mut y = 0;
        while y < rows.len() {
            let mut x = 0;
            while x < rows[y].len() {
                rows[y][x] *= 2;
                yield_!(rows[y][x]);
                x += 1;
            }
            y += 1;
        }
        rows.iter().flatten().sum()
    }
}

/// By hand.
pub mod by_hand {
    use std::mem;

    use resumable::Step;

    use crate::by_hand::Machine;

    /// See [`tokens`](fn@super::marked::tokens). Before the start and at each yield it needs the same.
    #[derive(Debug)]
    pub enum Tokens {
        /// Not started, or waits.
        Waiting {
            /// The argument.
            text: String,
            /// Where the next letter begins.
            at: usize,
            /// The tokens so far.
            found: u64,
        },
        /// Has ended.
        Done,
    }

    /// The machine before its start.
    #[must_use]
    pub const fn tokens(text: String) -> Tokens {
        Tokens::Waiting {
            text,
            at: 0,
            found: 0,
        }
    }

    impl Machine<(), u64> for Tokens {
        fn start(&mut self) -> Step<u64, u64> {
            self.resume(())
        }

        fn resume(&mut self, (): ()) -> Step<u64, u64> {
            let Tokens::Waiting {
                text,
                mut at,
                mut found,
            } = mem::replace(self, Tokens::Done)
            else {
                panic!("not suspended")
            };
            while let Some(letter) = text[at..].chars().next() {
                at += letter.len_utf8();
                let Some(digit) = letter.to_digit(10) else {
                    if letter != ' ' {
                        found += 1;
                        *self = Tokens::Waiting { text, at, found };
                        return Step::Yielded(u64::from(letter));
                    }
                    continue;
                };
                let mut number = u64::from(digit);
                while let Some(digit) = text[at..].chars().next().and_then(|next| next.to_digit(10))
                {
                    number = number * 10 + u64::from(digit);
                    at += 1;
                }
                found += 1;
                *self = Tokens::Waiting { text, at, found };
                return Step::Yielded(number);
            }
            Step::Complete(found)
        }
    }

    /// See [`weighted`](fn@super::marked::weighted).
    #[derive(Debug)]
    pub enum Weighted {
        /// Not started, or waits.
        Waiting {
            /// The argument.
            numbers: Vec<u64>,
            /// The place of the next one.
            place: usize,
            /// The sum so far.
            sum: u64,
        },
        /// Has ended.
        Done,
    }

    /// The machine before its start.
    #[must_use]
    pub const fn weighted(numbers: Vec<u64>) -> Weighted {
        Weighted::Waiting {
            numbers,
            place: 0,
            sum: 0,
        }
    }

    impl Machine<(), u64> for Weighted {
        fn start(&mut self) -> Step<u64, u64> {
            self.resume(())
        }

        fn resume(&mut self, (): ()) -> Step<u64, u64> {
            let Weighted::Waiting {
                numbers,
                place,
                sum,
            } = mem::replace(self, Weighted::Done)
            else {
                panic!("not suspended")
            };
            let Some(number) = numbers.get(place) else {
                return Step::Complete(sum);
            };
            let weighted = *number * place as u64;
            *self = Weighted::Waiting {
                numbers,
                place: place + 1,
                sum: sum + weighted,
            };
            Step::Yielded(weighted)
        }
    }

    /// See [`doubled`](fn@super::marked::doubled).
    #[derive(Debug)]
    pub enum Doubled {
        /// Not started, or waits.
        Waiting {
            /// The argument.
            rows: Vec<Vec<u64>>,
            /// The row.
            y: usize,
            /// The place in it of the next one.
            x: usize,
        },
        /// Has ended.
        Done,
    }

    /// The machine before its start.
    #[must_use]
    pub const fn doubled(rows: Vec<Vec<u64>>) -> Doubled {
        Doubled::Waiting { rows, y: 0, x: 0 }
    }

    impl Machine<(), u64> for Doubled {
        fn start(&mut self) -> Step<u64, u64> {
            self.resume(())
        }

        fn resume(&mut self, (): ()) -> Step<u64, u64> {
            let Doubled::Waiting {
                mut rows,
                mut y,
                mut x,
            } = mem::replace(self, Doubled::Done)
            else {
                panic!("not suspended")
            };
            while let Some(row) = rows.get_mut(y) {
                if let Some(number) = row.get_mut(x) {
                    *number *= 2;
                    let yielded = *number;
                    *self = Doubled::Waiting { rows, y, x: x + 1 };
                    return Step::Yielded(yielded);
                }
                y += 1;
                x = 0;
            }
            Step::Complete(rows.iter().flatten().sum())
        }
    }
}

/// 1024 tokens, 683 of them numbers.
#[must_use]
pub fn formula() -> String {
    "27 + 315 ".repeat(341) + "7"
}

/// 1024 numbers.
#[must_use]
pub fn numbers() -> Vec<u64> {
    (0..1024).collect()
}

/// 1024 numbers in 32 rows.
#[must_use]
pub fn rows() -> Vec<Vec<u64>> {
    vec![(0..32).collect(); 32]
}

#[cfg(test)]
mod tests {
    use super::{by_hand, formula, indexed, marked, numbers, rows};
    use crate::by_hand::Machine as _;
    use crate::drive;

    macro_rules! agree {
        ($program:ident($input:expr)) => {{
            let marked = drive!(marked::$program($input), Step, |_y| (), |n| n);
            let by_hand = drive!(by_hand::$program($input), Step, |_y| (), |n| n);
            let indexed = drive!(indexed::$program($input), Step, |_y| (), |n| n);
            assert_eq!((by_hand, indexed), (marked, marked));
        }};
    }

    #[test]
    fn all_ways_agree() {
        agree!(tokens(formula()));
        agree!(weighted(numbers()));
        agree!(doubled(rows()));
    }
}
