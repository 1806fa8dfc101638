//! The parts of generated input, one on each line. A line that occurs several times is chosen as
//! many times as often. An empty line means no input.

/// Keys of ours, of other libraries, and no keys at all.
pub(super) const KEYS: &str = "max
max_attempts
base_delay
max_delay
max_pushback
backoff
factor
delays
fast_first
jitter
seed
max_elapsed
reset_after
attempt_timeout
call_timeout
when
retry_after
classify
until
clone
attempt
context
once
on_retry
on_give_up
observe
budget
cooldown
policy
with
__defaults
sleep
cancel
name
log
crate
retries
delay
timeout
facter
maxDelay
r#max
_
fn
self
é";

/// Right and wrong values of the arguments.
pub(super) const VALUES: &str = r#"5
0
-1
1.5
1e999
0x10
5u64
5x
100ms
5min
4294967295
99999999999999999999999999999999999999999
"100ms"
"-1s"
"0s"
"100"
""
"1m 30s"
"0.33333333333333333333d"
"é"
"\u{0}"
b"1s"
c"1s"
's'
true
false
unlimited
None
linear
exponential
full
decorrelated
none
proportional(0.25)
proportional(2)
proportional(P, Q)
debug
off
Backoff::Linear
MAX
limits::MAX
N
Self::MAX
self.max
url
page + 1
|error| error.retry()
|error: &Error| -> bool { true }
|| 5
|a, b| a
|error, end| error
key = page + 1
stop.cancelled()
&STOP
async |error| true
(a, |e| b)
path::to::<u8>
Self
self
super::x
x::crate
<T as Trait>::CONST
{ let x = 5; x }
if a { b } else { c }
retry!(5)
5 +
..
&mut report
return
Duration::from_millis(5)
[1, 2]
["0s", "1s", MAX]
["1s", "0s"]
[]"#;

/// Arguments that are right by themselves.
pub(super) const RIGHT: &str = r#"max = 5
max_attempts = MAX
base_delay = "1s"
max_delay = "1m"
max_pushback = "2m"
backoff = linear
backoff = a::curve
factor = 1.5
delays = ["0s", "1s", N]
fast_first
jitter
jitter = proportional(0.5)
seed = N
max_elapsed = "1h"
reset_after = "1m"
attempt_timeout = Self::LIMIT
call_timeout = "20s"
call_timeout = self.limit
when = |error| error.x()
retry_after = hint
classify = judge
until = |value| value.x()
clone
clone(url)
attempt = n
context = ctx
once(key = Uuid::new_v4(), n = 0)
on_retry = |retry| log(retry)
on_give_up = |error, end| error.context(end)
observe(a, |event| b(event))
budget = a::BUDGET
cooldown = a::COOLDOWN
policy = self.policy
with = STORAGE
with = self.profile
sleep = nap
sleep = |delay| nap(delay, stop)
cancel = stop
cancel = stop.cancelled()
name = "x"
log = debug
crate = a::b"#;

/// Functions that can be retried.
pub(super) const FUNCTIONS: &str = r#"fn fetch(url: &str) -> Result<(), String> { Ok(()) }
async fn fetch<T: Clone>(mut url: String, page: T) -> Result<T, E> { Err(page)? }
pub fn fetch(self: Arc<Self>, (a, mut b): (u8, u8)) -> Option<impl Iterator> { #![allow(x)] None }
fn fetch<'a>(url: String) -> Pin<Box<dyn Future<Output = Result<u8, E>> + 'a>> { Box::pin(async move { let url = url; Ok(5) }) }
unsafe extern "C" fn fetch(mut self) -> io::Result<()> { let x = ; self.x() }"#;

/// Lines above a function.
pub(super) const ATTRIBUTES: &str = "


#[inline]
/** Fetches. */
#[retry]
#[track_caller]
#[cfg(unix)]
#[x::y(z = 1)]";

/// Words before `fn`.
pub(super) const QUALIFIERS: &str = r#"



pub
pub(crate)
async
async
pub async
unsafe
const
extern "C"
pub(in a::b) unsafe extern
default
safe
gen
async unsafe"#;

pub(super) const GENERICS: &str = "


<T>
<'a, const N: u32>
<T: Fn(u8) -> Vec<u8>>
<F = fn() -> u8>
<
<T";

pub(super) const PARAMETERS: &str = "

&self
self
mut self
&mut self
self: Pin<&mut Self>
self: &Self
__self: &Self
url: &str
mut url: String, page: u32
(a, mut b): (u8, String)
[x, .., y]: [u8; 3]
Page { n, mut m: k @ 1.. }: Page
_: u8
&x: &u8
ref x: u8
#[cfg(unix)] mut x: u8
x
x:
,
x: u8,,
x: impl Fn(u8, u8) -> u8
f: fn(u8), g: [u8; { 5 }]
...
(a | a): u8
mut self: Box<Self>";

pub(super) const RETURNED: &str = "-> Result<(), String>
-> Result<(), String>
-> Option<T>
-> std::option::Option<u8>
-> io::Result<impl Iterator<Item = u8> + 'a>
-> impl Future<Output = Result<(), String>> + Send
-> Pin<Box<dyn Future<Output = Result<(), String>> + Send + '_>>
-> BoxFuture<'a, Result<(), String>>

-> ()
-> !
->
-> fn() -> Result<u8, u8>
-> <T as Trait>::Out
-> Result<&str, &mut T>";

pub(super) const BOUNDS: &str = "


where T: Clone
where for<'b> F: Fn(&'b u8) -> u8,
where";

pub(super) const BODIES: &str = "{ Ok(()) }
{}
{ #![allow(unused)] Err(5)? }
{ let x = ; }
{ return None; }
{ async move { Ok(()) } }
{ Box::pin(async move { let url = url; Ok(()) }) }
{ let __self = self; Box::pin(async move { if let Some(x) = None::<Result<u8, u8>> { return x; } let url = url; Ok(()) }) }
{ async { 5 }.boxed() }
{ #! }
{ #![
;";

/// Items that are no functions.
pub(super) const ITEMS: &str = r#"struct S;
pub enum E { A }
impl S { fn f() {} }
trait T { fn f(); }
mod m { }
mod m;
extern "C" { fn f(); }
extern { }
extern crate std as s;
use a::b;
const C: u8 = 1;
static S: u8 = 1;
type T = fn();
macro_rules! m { () => {} }
m! { fn f() {} }
|x| x
move || 5
async move || 5
const || 5
let x = 5;
{ }

pub
pub (
extern "C"
#
# [x]
fn
fn f
fn f<
fn f()
async
union U { a: u8 }"#;

/// Tokens without any meaning.
pub(super) const SOUP: &str = r#"fn pub async unsafe const extern "C" struct impl mod self mut ref dyn where for return
move match x T 'a 'x' 5 "s" -> => :: : ; , = | || & && < > >> .. ... # ! ? @ $ ~ _ retry
Result Option Future crate super gen union"#;
