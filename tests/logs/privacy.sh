#!/usr/bin/env bash
# privacy.sh BINARY: no output holds what logs tell of people: prompts, answers, users, addresses, keys, coordinates. The
# made-up values all hold the mark; what the user asks to split by, and rejected rows, are the only exceptions.
set -uo pipefail
[ -x "${1-}" ] || { echo "usage: privacy.sh BINARY" >&2; exit 2; }
export LC_ALL=C TERM=dumb
lca=$(cd "$(dirname "$1")" && pwd)/${1##*/}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
mark=zq7
bad=0

# hides FILE ARGUMENT...: no output in any format holds the mark, nor the coordinates.
hides() {
	local format
	for format in text json csv markdown; do
		"$lca" import "$@" --format "$format" >out 2>err </dev/null
		if grep -q "$mark\|48\.8566\|2\.3522\|203\.0\.113" out err; then
			echo "import $* --format $format shows:"
			grep -h "$mark\|48\.8566\|2\.3522\|203\.0\.113" out err | head -n 3
			bad=1
		fi
	done
}

# reads FILE ARGUMENT...: the same, and the log is read.
reads() {
	hides "$@"
	"$lca" import "$@" >out 2>err </dev/null || { echo "import $* failed"; cat err; bad=1; }
}

person='"user":"zq7-user","end_user":"zq7-end","requester_ip_address":"203.0.113.7","api_key":"sk-zq7","metadata":{"user_api_key":"zq7-hash","email":"zq7@example.org"}'
talk='"messages":[{"role":"user","content":"zq7 prompt"}],"prompt":"zq7 prompt","choices":[{"message":{"content":"zq7 answer"}}]'

cat >openai.jsonl <<JSON
{"id":"zq7-id","model":"m","created":1772438400,$person,$talk,"usage":{"prompt_tokens":10,"completion_tokens":5}}
{"custom_id":"zq7-custom","response":{"status_code":200,"request_id":"zq7-request","body":{"model":"m",$talk,"usage":{"prompt_tokens":10,"completion_tokens":5}}}}
JSON
reads openai.jsonl
cat >litellm.jsonl <<JSON
{"request_id":"zq7-id","call_type":"acompletion","api_base":"https://zq7.example.org","spend":0.1,"total_tokens":15,"prompt_tokens":10,"completion_tokens":5,"startTime":"2026-03-01T08:00:00Z","endTime":"2026-03-01T08:00:02Z","model":"m","cache_hit":"","status":"success",$person,$talk,"team_id":"zq7-team","request_tags":["zq7"]}
JSON
reads litellm.jsonl
cat >litellm.csv <<CSV
request_id,call_type,api_key,spend,total_tokens,prompt_tokens,completion_tokens,startTime,endTime,model,user,metadata,cache_hit,end_user,requester_ip_address,messages,response,status
zq7-id,acompletion,sk-zq7,0.1,15,10,5,2026-03-01 08:00:00,2026-03-01 08:00:02,m,zq7-user,"{""a"":""zq7""}",False,zq7-end,203.0.113.7,"[{""content"":""zq7 prompt""}]","{""content"":""zq7 answer""}",success
CSV
reads litellm.csv
cat >langfuse.jsonl <<JSON
{"id":"zq7-id","traceId":"zq7-trace","type":"GENERATION","name":"zq7 name","startTime":"2026-03-01T08:00:00Z","endTime":"2026-03-01T08:00:02Z","model":"m","userId":"zq7-user","sessionId":"zq7-session","input":[{"content":"zq7 prompt"}],"output":"zq7 answer","metadata":{"ip":"203.0.113.7"},"usageDetails":{"input":10,"output":5,"total":15},"level":"DEFAULT"}
JSON
reads langfuse.jsonl
cat >otel.jsonl <<JSON
{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"service"}},{"key":"host.ip","value":{"stringValue":"203.0.113.7"}}]},"scopeSpans":[{"spans":[{"traceId":"00000000000000000000000000000001","spanId":"0000000000000001","name":"chat m","startTimeUnixNano":"1772352000000000000","endTimeUnixNano":"1772352002000000000","attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.request.model","value":{"stringValue":"m"}},{"key":"gen_ai.usage.input_tokens","value":{"intValue":"10"}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":"5"}},{"key":"gen_ai.prompt","value":{"stringValue":"zq7 prompt"}},{"key":"user.id","value":{"stringValue":"zq7-user"}}]}]}]}]}
JSON
reads otel.jsonl
cat >codecarbon.csv <<CSV
timestamp,project_name,run_id,experiment_id,duration,emissions,emissions_rate,cpu_power,gpu_power,ram_power,cpu_energy,gpu_energy,ram_energy,energy_consumed,country_name,country_iso_code,region,cloud_provider,cloud_region,os,python_version,codecarbon_version,cpu_count,cpu_model,gpu_count,gpu_model,longitude,latitude,ram_total_size,tracking_mode,on_cloud,pue
2026-03-01T08:00:00,zq7-project,zq7-run,zq7-experiment,3600,0.01,0.0000028,42.5,100,10,0.0425,0.1,0.01,0.1525,France,FRA,zq7-region,,,zq7-os,3.11,2.8,8,Xeon,1,1 x NVIDIA A100,2.3522,48.8566,64,machine,N,1
2026-03-01T09:00:00,zq7-project,zq7-run2,zq7-experiment,3600,0.01,0.0000028,42.5,100,0,0.0425,0.1,0,0.1425,France,FRA,zq7-region,,,zq7-os,3.11,2.8,8,Xeon,1,1 x NVIDIA A100,2.3522,48.8566,64,machine,N,1
CSV
reads codecarbon.csv
cat >slurm.txt <<CSV
JobID|JobName|User|Account|WorkDir|State|Start|End|Elapsed|AllocTRES|ConsumedEnergyRaw|SubmitLine
1|zq7-name|zq7-user|zq7-account|/home/zq7|COMPLETED|2026-03-01T08:00:00|2026-03-01T09:00:00|01:00:00|cpu=8,gres/gpu=1,node=1|3600000|sbatch zq7.sh
2|zq7-name|zq7-user|zq7-account|/home/zq7|CANCELLED by 1|2026-03-01T08:00:00|2026-03-01T09:00:00|01:00:00|cpu=8,gres/gpu=1,node=1||sbatch zq7.sh
CSV
reads slurm.txt
cat >zay.txt <<CSV
101|4|0|0|0|40|160G|14400000|gpu_p13|zq7-group|02:00:00|qos_gpu-t3|zq7-name|2026-02-02T08:00:00|2026-02-02T10:00:00|/home/zq7
102|8|0|0|0|80|320G|21600000|gpu_p13|zq7-group|04:00:00|qos_gpu-t3|zq7-name|2026-02-02T11:00:00|2026-02-02T15:00:00|/home/zq7
CSV
reads zay.txt
cat >usage.csv <<CSV
time,model,input_tokens,output_tokens,status,user,ip,prompt,latitude,longitude
2026-03-01T08:00:00Z,m,10,5,200,zq7-user,203.0.113.7,"zq7, a prompt",48.8566,2.3522
CSV
reads usage.csv
cat >usage.jsonl <<JSON
{"time":"2026-03-01T08:00:00Z","model":"m","input_tokens":10,"output_tokens":5,"user":"zq7-user","ip":"203.0.113.7","prompt":"zq7","geo":{"lat":48.8566,"lon":2.3522}}
JSON
reads usage.jsonl
cat >burst.csv <<CSV
Timestamp,Session ID,Elapsed time,Model,Request tokens,Response tokens,Total tokens,Log Type
5,zq7-session,2.5,ChatGPT,10,5,15,Conversation log
CSV
reads burst.csv
cat >eco.csv <<CSV
id,project_name,experiment_description,epoch,start_time,duration(s),power_consumption(kWh),CO2_emissions(kg),CPU_name,GPU_name,OS,region/country
zq7-id,zq7-project,zq7-experiment,N/A,2026-02-03 08:30:00,3600,0.5,0.02,Xeon/1 device(s),NVIDIA A10 1 device(s),zq7-os,FR/France
CSV
reads eco.csv

# Broken rows are counted; what stands in them is not shown.
{ cat usage.csv; echo 'zq7-time,m,zq7,5,zq7-status,zq7-user,203.0.113.7,zq7,48.8566,2.3522'; } >broken.csv
hides broken.csv
hides broken.csv --bad-rows 60%
{ cat openai.jsonl; echo '{"user":"zq7","usage":{"prompt_tokens":"zq7"}}'; echo 'zq7 {'; } >broken.jsonl
hides broken.jsonl
hides broken.jsonl --bad-rows 60%
cat codecarbon.csv codecarbon.csv | sed '4d' >twice.csv
hides twice.csv
hides codecarbon.csv slurm.txt
sed 's/08:00:00|2026/08:10:00|2026/; s/^2/1/' slurm.txt >overlap.txt
hides overlap.txt
hides usage.csv --where model=other
hides usage.csv --where no_such_column=1
hides usage.csv --from codecarbon

# What nobody knows: a header, or keys; never what is below.
printf 'when,who\n2026-03-01,zq7\n' >unknown.csv
hides unknown.csv
echo '{"when":"zq7","who":{"mail":"zq7@example.org"}}' >unknown.jsonl
hides unknown.jsonl
hides unknown.jsonl --from openai
printf '{"when":"zq7","who":{"mail":"zq7' >cut.json
hides cut.json
echo '["zq7", "zq7"]' >array.json
hides array.json

# What was asked for is shown, so the test can see the mark at all.
"$lca" import usage.csv --split user >out 2>err || cat err
grep -q zq7-user out || { echo "a split by user does not show them"; bad=1; }
exit $bad
