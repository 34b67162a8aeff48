-- Ask for the addresses of a file in turn, with the session of an agent; tell as one line of JSON when each request began and
-- was answered, in seconds of the machine's clock. Each connection is a thread's only one (-t and -c alike): what its thread
-- asks next begins when it is answered.
local ffi = require("ffi")
ffi.cdef("typedef struct { long seconds; long nanoseconds; } moment; int clock_gettime(int clock, moment *now);")
local moment = ffi.new("moment")
local monotonic = 1
local function now()
  ffi.C.clock_gettime(monotonic, moment)
  return tonumber(moment.seconds) + tonumber(moment.nanoseconds) / 1e9
end

local addresses = {}
for line in io.lines(os.getenv("BENCH_ADDRESSES")) do addresses[#addresses + 1] = line end
local session = os.getenv("BENCH_COOKIE")
if session ~= "" then wrk.headers["Cookie"] = session end
wrk.headers["Accept-Encoding"] = "gzip"
wrk.headers["Accept-Language"] = "fr"

local threads = {}
setup = function(thread)
  threads[#threads + 1] = thread
  thread:set("number", #threads - 1)
  thread:set("of", tonumber(os.getenv("BENCH_CONNECTIONS")))
end

-- Of 200 addresses and 8 connections the first begins with the 1st, the second with the 26th: none follows another.
local place
moments = {}
begun = nil
request = function()
  local at = now()
  if begun then
    moments[#moments + 1] = begun
    moments[#moments + 1] = at
  end
  place = place and place + 1 or math.floor(number * #addresses / of)
  local asked = wrk.format("GET", addresses[place % #addresses + 1])
  begun = now()
  return asked
end

-- wrk itself counts answers from 400 on; being sent to the sign-in (302) is no answer either. An empty view sends nobody
-- anywhere, and is not slowed by looking at each of its answers here.
other_than_200 = 0
if session ~= "" then
  response = function(status) if status ~= 200 then other_than_200 = other_than_200 + 1 end end
end

done = function(summary, _latency, _requests)
  local refused, told = 0, {}
  for _, thread in ipairs(threads) do
    refused = refused + (thread:get("other_than_200") or 0)
    local moments = thread:get("moments")
    for place = 1, #moments do told[#told + 1] = string.format("%.6f", moments[place]) end
  end
  local errors = summary.errors
  io.write(string.format(
    '{"moments": [%s], "requests": %d, "refused": %d, "broken": %d}\n', table.concat(told, ", "), summary.requests,
    math.max(refused, errors.status), errors.connect + errors.read + errors.write + errors.timeout))
end
