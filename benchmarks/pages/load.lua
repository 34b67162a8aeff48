-- Ask for the addresses of a file in turn, with the session of an agent; tell as one line of JSON which waits, in
-- microseconds, there were and how often each.
local addresses, place = {}, 0
for line in io.lines(os.getenv("BENCH_ADDRESSES")) do addresses[#addresses + 1] = line end
local session = os.getenv("BENCH_COOKIE")
if session ~= "" then wrk.headers["Cookie"] = session end
wrk.headers["Accept-Encoding"] = "gzip"
wrk.headers["Accept-Language"] = "fr"

request = function()
  place = place % #addresses + 1
  return wrk.format("GET", addresses[place])
end

-- Who reads before asking again: so many milliseconds on the mean, never the same twice in a row.
local pause = tonumber(os.getenv("BENCH_PAUSE"))
if pause > 0 then
  delay = function() return math.floor(pause * (0.5 + math.random()) + 0.5) end
end

-- wrk itself counts answers from 400 on; being sent to the sign-in (302) is no answer either. An empty view sends nobody
-- anywhere, and is not slowed by looking at each of its answers here.
other_than_200 = 0
if session ~= "" then
  response = function(status) if status ~= 200 then other_than_200 = other_than_200 + 1 end end
end

local threads = {}
setup = function(thread) threads[#threads + 1] = thread end

done = function(summary, latency, _requests)
  local refused = summary.errors.status
  for _, thread in ipairs(threads) do refused = math.max(refused, thread:get("other_than_200") or 0) end
  local waits = {}
  for place = 1, #latency do
    local wait, times = latency(place)
    waits[place] = string.format("[%d, %d]", wait, times)
  end
  io.write(string.format(
    '{"waits": [%s], "requests": %d, "microseconds": %d, "refused": %d, "broken": %d, "bytes": %d}\n',
    table.concat(waits, ", "), summary.requests, summary.duration, refused,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout, summary.bytes))
end
