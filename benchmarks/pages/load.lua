-- Ask for the addresses of a file in turn, with the session of an agent; tell percentiles as one line of JSON.
local addresses, place = {}, 0
for line in io.lines(os.getenv("BENCH_ADDRESSES")) do addresses[#addresses + 1] = line end
wrk.headers["Cookie"] = os.getenv("BENCH_COOKIE")
wrk.headers["Accept-Encoding"] = "gzip"

request = function()
  place = place % #addresses + 1
  return wrk.format("GET", addresses[place])
end

done = function(summary, latency, _requests)
  io.write(string.format(
    '{"p50": %.3f, "p95": %.3f, "p99": %.3f, "max": %.3f, "requests": %d, "seconds": %.3f, "refused": %d, "broken": %d, "bytes": %d}\n',
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    summary.requests, summary.duration / 1e6, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout, summary.bytes))
end
