//! `program!`: one source, compiled as a plain function and as a resumable.

/// A module with a test that runs the functions marked `#[resumable]` both ways and compares what can be seen of them.
///
/// ```text
/// program! {
///     mod counting;
///
///     struct Helper;                          // items that both ways share
///
///     #[resumable(yield = u32, resume = bool)]
///     fn count(n: u32) -> u32 { .. }          // as many as needed; they can await each other
///
///     check count(3) => [true, false, true];  // the resume values; left out for `()`
///     check snapshots of count(3) => [false]; // not through JSON as well, which takes long to compile
/// }
/// ```
///
/// The call and the resume values of a `check` are evaluated anew for every run.
#[macro_export]
macro_rules! program {
    ($(#[$attribute:meta])* mod $module:ident; $($source:tt)*) => {
        $(#[$attribute])*
        mod $module {
            #[allow(unused_imports)]
            use super::*;
            $crate::program! { @source [] [] [] $($source)* }
        }
    };

    // Sorts the source into items, marked functions and checks.
    (@source [$($items:tt)*] [$($functions:tt)*] [$($checks:tt)*]
        #[resumable $($options:tt)?] $(#[$attribute:meta])* fn $name:ident $($rest:tt)*) => {
        $crate::program! { @generics [$($items)*] [$($functions)*] [$($checks)*]
            { [$($options)?] [$(#[$attribute])*] $name } $($rest)* }
    };
    (@source [$($items:tt)*] [$($functions:tt)*] [$($checks:tt)*]
        check snapshots of $call:expr => $script:expr; $($rest:tt)*) => {
        $crate::program! { @source [$($items)*] [$($functions)*]
            [$($checks)* { $call, $script, $crate::Interruptions::snapshots }] $($rest)* }
    };
    (@source [$($items:tt)*] [$($functions:tt)*] [$($checks:tt)*]
        check $call:expr => $script:expr; $($rest:tt)*) => {
        $crate::program! { @source [$($items)*] [$($functions)*]
            [$($checks)* { $call, $script, $crate::Interruptions::all }] $($rest)* }
    };
    (@source [$($items:tt)*] [$($functions:tt)*] [$($checks:tt)*]
        check $call:expr; $($rest:tt)*) => {
        $crate::program! { @source [$($items)*] [$($functions)*]
            [$($checks)* { $call, ::core::iter::repeat(()), $crate::Interruptions::all }] $($rest)* }
    };
    (@source [$($items:tt)*] [$($functions:tt)*] [$($checks:tt)*]) => {
        $crate::program! { @emit [$($items)*] [$($functions)*] [$($checks)*] }
    };
    (@source [$($items:tt)*] [$($functions:tt)*] [$($checks:tt)*] $item:item $($rest:tt)*) => {
        $crate::program! { @source [$($items)* $item] [$($functions)*] [$($checks)*] $($rest)* }
    };

    // The generic parameters, up to the arguments.
    (@generics [$($items:tt)*] [$($functions:tt)*] [$($checks:tt)*] { $($head:tt)* }
        ($($arguments:tt)*) $($rest:tt)*) => {
        $crate::program! { @tail [$($items)*] [$($functions)*] [$($checks)*]
            { $($head)* [] ($($arguments)*) } [] $($rest)* }
    };
    (@generics [$($items:tt)*] [$($functions:tt)*] [$($checks:tt)*] $head:tt < $($rest:tt)*) => {
        $crate::program! { @parameter [$($items)*] [$($functions)*] [$($checks)*] $head [<] $($rest)* }
    };
    (@parameter [$($items:tt)*] [$($functions:tt)*] [$($checks:tt)*] { $($head:tt)* }
        [$($generics:tt)*] > ($($arguments:tt)*) $($rest:tt)*) => {
        $crate::program! { @tail [$($items)*] [$($functions)*] [$($checks)*]
            { $($head)* [$($generics)* >] ($($arguments)*) } [] $($rest)* }
    };
    (@parameter [$($items:tt)*] [$($functions:tt)*] [$($checks:tt)*] { $($head:tt)* }
        [$($generics:tt)*] >> ($($arguments:tt)*) $($rest:tt)*) => {
        $crate::program! { @tail [$($items)*] [$($functions)*] [$($checks)*]
            { $($head)* [$($generics)* >>] ($($arguments)*) } [] $($rest)* }
    };
    (@parameter [$($items:tt)*] [$($functions:tt)*] [$($checks:tt)*] $head:tt
        [$($generics:tt)*] $token:tt $($rest:tt)*) => {
        $crate::program! { @parameter [$($items)*] [$($functions)*] [$($checks)*] $head
            [$($generics)* $token] $($rest)* }
    };

    // The return type and the `where` clause, up to the body.
    (@tail [$($items:tt)*] [$($functions:tt)*] [$($checks:tt)*] { $($head:tt)* }
        [$($tail:tt)*] { $($body:tt)* } $($rest:tt)*) => {
        $crate::program! { @source [$($items)*]
            [$($functions)* { $($head)* [$($tail)*] { $($body)* } }] [$($checks)*] $($rest)* }
    };
    (@tail [$($items:tt)*] [$($functions:tt)*] [$($checks:tt)*] $head:tt
        [$($tail:tt)*] $token:tt $($rest:tt)*) => {
        $crate::program! { @tail [$($items)*] [$($functions)*] [$($checks)*] $head [$($tail)* $token] $($rest)* }
    };

    (@emit [$($items:tt)*]
        [$({ [$($options:tt)?] [$($attributes:tt)*] $name:ident [$($generics:tt)*] $arguments:tt [$($tail:tt)*] $body:tt })*]
        [$({ $call:expr, $script:expr, $interruptions:expr })*]) => {
        $($items)*

        #[allow(unreachable_code)]
        mod plain {
            #[allow(unused_imports)]
            use super::*;
            $($crate::plain! { ($) $($options)? [$($attributes)*] $name [$($generics)*] $arguments [$($tail)*] $body })*
        }

        mod resumed {
            #[allow(unused_imports)]
            use super::*;
            $(#[::resumable::resumable $($options)?] $($attributes)*
            pub(super) fn $name $($generics)* $arguments $($tail)* $body)*
        }

        #[test]
        fn runs_as_the_plain_function() {
            let mut yields = 0;
            $(yields += $crate::check(
                stringify!($call),
                &|| {
                    #[allow(unused_imports)]
                    use plain::*;
                    $call
                },
                &|| {
                    #[allow(unused_imports)]
                    use resumed::*;
                    $call
                },
                &|| $crate::script($script),
                $interruptions,
            );)*
            assert!(yields > 0, "no check of this program reaches a yield");
        }
    };
}

/// A marked function as a plain one: the body in a boxed future, with a `yield_!` and an `await_!` of its own.
#[doc(hidden)]
#[macro_export]
macro_rules! plain {
    // The yield and the resume type.
    (($d:tt) (yield = $y:ty, resume = $r:ty $(,)?) [$($attributes:tt)*] $($rest:tt)*) => {
        $crate::plain! { @tail ($d) [$y, $r] [$($attributes)*] $($rest)* }
    };
    (($d:tt) (yield = $y:ty $(,)?) [$($attributes:tt)*] $($rest:tt)*) => {
        $crate::plain! { @tail ($d) [$y, ()] [$($attributes)*] $($rest)* }
    };
    (($d:tt) (resume = $r:ty $(,)?) [$($attributes:tt)*] $($rest:tt)*) => {
        $crate::plain! { @tail ($d) [(), $r] [$($attributes)*] $($rest)* }
    };
    (($d:tt) [$($attributes:tt)*] $($rest:tt)*) => {
        $crate::plain! { @tail ($d) [(), ()] [$($attributes)*] $($rest)* }
    };

    // The return type and the `where` clause.
    (@tail $d:tt $types:tt $attributes:tt $name:ident $generics:tt $arguments:tt [] $body:tt) => {
        $crate::plain! { @arguments $d $types $attributes $name $generics [()] [] $body
            [] [a b c d e f] $arguments }
    };
    (@tail $d:tt $types:tt $attributes:tt $name:ident $generics:tt $arguments:tt [-> $output:ty] $body:tt) => {
        $crate::plain! { @arguments $d $types $attributes $name $generics [$output] [] $body
            [] [a b c d e f] $arguments }
    };
    (@tail $d:tt $types:tt $attributes:tt $name:ident $generics:tt $arguments:tt
        [$(-> $output:ty)? where $($bounds:tt)*] $body:tt) => {
        $crate::plain! { @arguments $d $types $attributes $name $generics [$($output)?] [where $($bounds)*] $body
            [] [a b c d e f] $arguments }
    };

    // A name for each argument.
    (@arguments $d:tt $types:tt $attributes:tt $name:ident $generics:tt $output:tt $bounds:tt $body:tt
        [$($named:tt)*] [$argument:ident $($names:ident)*] ($one:tt : $type:ty $(, $($rest:tt)*)?)) => {
        $crate::plain! { @arguments $d $types $attributes $name $generics $output $bounds $body
            [$($named)* { $argument [$one] $type }] [$($names)*] ($($($rest)*)?) }
    };
    (@arguments $d:tt $types:tt $attributes:tt $name:ident $generics:tt $output:tt $bounds:tt $body:tt
        [$($named:tt)*] [$argument:ident $($names:ident)*] ($one:tt $two:tt : $type:ty $(, $($rest:tt)*)?)) => {
        $crate::plain! { @arguments $d $types $attributes $name $generics $output $bounds $body
            [$($named)* { $argument [$one $two] $type }] [$($names)*] ($($($rest)*)?) }
    };
    // As rustc takes the arguments of an `async fn`: whole, and dropped in reverse after the locals.
    (@arguments ($d:tt) [$y:ty, $r:ty] [$($attributes:tt)*] $name:ident [$($generics:tt)*] [$($output:ty)?]
        [$($bounds:tt)*] { $($body:tt)* } [$({ $argument:ident [$($pattern:tt)*] $type:ty })*] $names:tt ()) => {
        $($attributes)*
        pub(super) fn $name $($generics)* ($($argument: $type),*) -> $crate::Plain<($($output)?), $r> $($bounds)* {
            #[allow(unused_macros)]
            macro_rules! yield_ {
                () => { $crate::suspend::<$y, $r>(()).await };
                ($d label:lifetime) => { $crate::suspend::<$y, $r>(()).await };
                ($d label:lifetime : $d value:expr) => { $crate::suspend::<$y, $r>($d value).await };
                ($d value:expr) => { $crate::suspend::<$y, $r>($d value).await };
            }
            #[allow(unused_macros)]
            macro_rules! await_ {
                ($d label:lifetime : $d callee:expr) => { $d callee.await };
                ($d callee:expr) => { $d callee.await };
            }
            $crate::Plain::new(async move {
                $(let $argument = $argument; let $($pattern)* = $argument;)*
                if false {
                    return $crate::never::<($($output)?)>();
                }
                { $($body)* }
            })
        }
    };
}
