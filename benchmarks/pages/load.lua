-- Ask for the addresses of a file in turn, with the session of an agent; tell percentiles as one line of JSON.
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
  io.write(string.format(
    '{"p50": %.3f, "p95": %.3f, "p99": %.3f, "max": %.3f, "requests": %d, "seconds": %.3f, "refused": %d, "broken": %d, "bytes": %d}\n',
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    summary.requests, summary.duration / 1e6, refused,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout, summary.bytes))
end
