use resumable::resumable;

#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Counter {
    n: u32,
}

fn by_reference(_: &Counter) {}

macro_rules! record {
    ($text:literal) => {
        println!($text)
    };
}

#[resumable]
impl Counter {
    #[resumable(yield = u32)]
    fn hidden_names(self) {
        let __self = 1;
        record!("{self:?}");
        macro_rules! local {
            () => {
                self.n
            };
        }
        yield_!(local!());
        by_reference(&self);
    }

    #[resumable(yield = u32)]
    fn moved(self) -> Counter {
        let other = self;
        yield_!(1);
        let _ = other;
        self
    }

    #[resumable(yield = u32)]
    fn assigned(self) {
        self.n = 2;
        yield_!(self.n);
    }

    #[resumable(yield = u32)]
    fn of_another_type(self) -> Self {
        yield_!(self.n);
        self.n
    }

    #[resumable(yield = u32)]
    fn without_a_receiver() {
        yield_!(self.n);
    }

    #[resumable(yield = u32)]
    fn missing(self) {
        yield_!(self.m);
        self.nothing();
        Self::NOTHING;
    }
}

struct Socket;

#[resumable]
impl Socket {
    #[resumable(yield = u32)]
    fn not_serializable(self) {
        yield_!(1);
    }
}

struct Pair<T>(T);

#[resumable]
impl Pair<u8> {
    #[resumable(yield = u8)]
    fn first(n: u8) {
        yield_!(n);
    }
}

#[resumable]
impl Pair<u16> {
    #[resumable(yield = u16)]
    fn first(n: u16) {
        yield_!(n);
    }
}

#[resumable]
impl<T: resumable::Live> Pair<T> {
    #[resumable(yield = T)]
    fn refused_but_callable(self, items: Vec<T>) -> u32 {
        let each = |item| yield_!(item);
        items.into_iter().for_each(each);
        1
    }
}

fn main() {
    let _: Option<u32> = Pair(1).refused_but_callable(vec![2]).start().complete();
}
