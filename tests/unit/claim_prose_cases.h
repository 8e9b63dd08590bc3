/* Sentences as the press writes them, and what they say. */
{"An average American is responsible for about 36 000 tons a year; one architecture search "
 "626 000 tons.",
 "emissions=3.6e+07 ~1 An average American a year // architecture search rnd "
 "emissions=6.26e+08"},
    {"85 000 kg: 100 acres of forest for a year, 10 million phone charges.",
     "emissions=85000 ~100 acres of forest for a year ~1e+07 phone charges"},
    {"Training on GCP asia-south1 emits 23 kg, 46 times larger than europe-west.",
     "training gcp:asia-south1 emissions=23 x46 europe-west"},
    {"Training on GCP asia-south1 emits 23 kg, 46 times larger than europe-west. BLOOM emitted "
     "50 t.",
     "training gcp:asia-south1 emissions=23 x46 europe-west // BLOOM emissions=50000"},
    {"Training a single AI model can emit as much carbon as five cars in their lifetimes.",
     "training ~5 cars in their lifetimes"},
    {"Training BERT emitted 626,155 pounds of CO2, nearly five times the lifetime emissions of "
     "an "
     "average American car.",
     "BERT training emissions=284019 ~5 times lifetime emissions of an average American car"},
    {"The model was trained on 384 A100 GPUs for 118 days and consumed 433 MWh of electricity "
     "in "
     "France, emitting 24.7 tonnes of CO2eq.",
     "training FR [A100] accelerators=384 hours=2832 energy=433000 emissions=24700"},
    {"A single ChatGPT query uses 3 Wh, ten times as much as a Google search.",
     "ChatGPT inference energy_per_unit=0.003 x10 Google search"},
    {"Researchers estimated that training GPT-3 consumed 1,287 megawatt hours and generated "
     "552 "
     "tons of carbon dioxide, equivalent to driving 123 gasoline-powered passenger vehicles "
     "for "
     "one year.",
     "GPT-3 training energy=1.287e+06 emissions=552000 ~123 gasoline-powered passenger "
     "vehicles "
     "for one year (driving)"},
    {"Llama 3.1 405B took 30.84M H100 GPU hours at 700 W and emitted 8,930 tons CO2eq.",
     "Llama 3.1 405B [H100] accelerator_hours=3.084e+07 power=0.7 emissions=8.93e+06"},
    {"BLOOM's training emitted 50 tonnes of CO2, the equivalent of 60 flights between London "
     "and "
     "New York.",
     "BLOOM training emissions=50000 ~60 flights between London and New York"},
    {"Running the API for 18 days emitted 19 kg a day, about the same as driving 54 miles in "
     "an "
     "average new car.",
     "hours=432 emissions=19 ~54 miles in an average new car (driving)"},
    {"The search emitted 284 t (626,155 lb) of CO2e.",
     "emissions=284000 also:emissions=284019"},
    {"The median Gemini prompt uses 0.24 Wh, emits 0.03 g of CO2e and consumes 0.26 mL of "
     "water, "
     "equivalent to watching TV for nine seconds.",
     "Gemini inference energy_per_unit=0.00024 emissions_per_unit=3e-05 "
     "water_per_unit=0.00026"},
    {"The data centre has a PUE of 1.1 and the grid emits 429 g per kWh.",
     "pue=1.1 intensity=0.429"},
    {"The training drew 100 MWh and emitted 38 t of CO2e; the operator's data are its PUE and "
     "WUE, "
     "2026.",
     "training energy=100000 emissions=38000"},
    {"The PUE (2024) is 1.2 and the training drew 100 MWh.", "training energy=100000 pue=1.2"},
    {"The training drew 100 MWh at the PUE in 2025.", "training 2025 energy=100000"},
    {"The making emitted 600 kg of CO2e, and the use phase 83.3 g of CO2e.",
     "emissions=600 // inference emissions=0.0833"},
    {"It used 10,000 V100s for 14.8 days at 330 W, PUE 1.1, and 0.429 kg CO2e/kWh: 552 t.",
     "[V100] accelerators=10000 hours=355.2 power=0.33 pue=1.1 intensity=0.429 "
     "emissions=552000"},
    {"It has 1.8 billion parameters and was trained on 13 billion tokens.",
     "training parameters=1.8e+09 tokens=1.3e+10"},
    {"Charging 10 million smartphones would emit the same as training the model, 85,000 kg.",
     "training emissions=85000 ~1e+07 smartphones (Charging)"},
    {"500 tonnes of CO2 are the same as driving over a million miles.",
     "emissions=500000 ~1e+06 miles (driving)"},
    {"It is equal to planting 1,400 tree seedlings: 85 t.",
     "emissions=85000 ~1400 tree seedlings (planting)"},
    {"That would power 120 homes for a year: 1,287 MWh, 552 t.",
     "energy=1.287e+06 emissions=552000 ~120 homes for a year"},
    {"Llama 2 7B took 184320 GPU hours of A100-80GB (TDP of 400W) and emitted 31.22 tCO2eq.",
     "Llama 2 7B [A100-80GB] accelerator_hours=184320 tdp=0.4 emissions=31220"},
    {"Training in Iowa emits 7 times less than training in Poland.",
     "training US-IA x0.1429 Poland"},
    {"Compared with 500 tonnes for GPT-3, BLOOM emitted only 25 tonnes.",
     "GPT-3 emissions=500000 // BLOOM emissions=25000"},
    {"An average human emits 5 tonnes a year, an average American 16 tonnes, and training the "
     "model 284 tonnes.",
     "emissions=5000 ~1 An average human a year // emissions=16000 ~1 an average American // "
     "training emissions=284000"},
    {"Each answer of 400 tokens emits 1.14 gCO2e.", "inference emissions_per_unit=0.00114"},
    {"The footprint was about 700,000 km driven by a new car in Europe, or 85 t.",
     "emissions=85000 ~700000 km driven by a new car in Europe"},
    {"Fine-tuning took 109 s on one V100 and emitted 0.7 g.",
     "finetune [V100] accelerators=1 hours=0.0302778 emissions=0.0007"},
    {"We used 2048 A100-80GB for approximately 5 months, 2,638 MWh in total and 1,015 tCO2eq.",
     "[A100-80GB] accelerators=2048 hours=3650 energy=2.638e+06 emissions=1.015e+06"},
    {"A training run in us-west-2 emitted 11 kg in 2021.",
     "training aws:us-west-2 2021 emissions=11"},
    {"The bill: 190,000 kWh and 85,000 kg of CO2 at 0.447 kg per kWh in 2020.",
     "2020 energy=190000 intensity=0.447 emissions=85000"},
    {"One person flying from New York to San Francisco and back emits 0.9 tonnes.",
     "emissions=900 ~1 One person flying from New York to San Francisco and back"},
    {"Training emitted twice as much as a flight from London to New York, 2 t.",
     "training emissions=2000 ~2 times flight from London to New York"},
    {"Falcon-40B needed 384 GPUs; its training emitted roughly 120 t.",
     "Falcon-40B training accelerators=384 emissions=120000"},
    {"Each image costs 2.9 Wh, as much as charging half a phone.", "energy_per_unit=0.0029"},
    {"The training of Foo consumed 1.3 GWh, enough to power 120 U.S. homes for a year.",
     "training energy=1.3e+06 ~120 U.S. homes for a year"},
    {"Serving a million queries emitted 400 kg, or 0.4 g per query.",
     "inference emissions=400 volume=1e+06 emissions_per_unit=0.0004"},
    {"The run used 7,680 GPU-hours on A100s and 3.3 MWh, and cost $12,000.",
     "[A100] accelerator_hours=7680 energy=3300"},
    {"Emissions fell from 30 to 20 tonnes.", ""},
    {"It emitted between 10 and 20 kg of CO2e.", "emissions=15"},
    {"Water use was 700,000 litres, of which 80 % evaporated.", "water=700000"},
    {"The embodied emissions were 11.2 tonnes, the rest 39.3 tonnes.",
     "embodied emissions=39300 embodied=11200"},
    {"GPT-4 took 25,000 A100s about 95 days.", "GPT-4 [A100] accelerators=25000 hours=2280"},
    {"Burning 9,500 gallons of gasoline emits as much: 84 t.",
     "emissions=84000 ~9500 gallons of gasoline (Burning)"},
    {"It is the weight of 14 elephants: 84 t of CO2.", "emissions=84000"},
    {"The model weighs 14 GB and 2 kg of steel went into its rack.", ""},
    {"Our training run produced 1.5 tonnes of CO2eq, about as much as one round-trip flight "
     "between New York and San Francisco.",
     "training emissions=1500 ~1 one round-trip flight between New York and San Francisco"},
    {"The company's models emitted 1,247.61 t, which equals the yearly emissions of 271 cars.",
     "emissions=1.24761e+06 ~271 cars (yearly emissions of)"},
    {"Training emitted 11.2 tCO2e in Quebec but would have emitted 320 tCO2e in Poland.",
     "training CA-QC emissions=11200 // PL emissions=320000"},
    {"The footprint of 3.2 t is 88x lower than the earlier estimate of 284 t.",
     "emissions=3200 x0.01136 text/2 // emissions=284000"},
    {"Every 20 to 50 questions, ChatGPT drinks 500 ml of water.",
     "ChatGPT water=0.5 volume=35"},
    {"Total energy: 449 MWh; PUE: 1.1; carbon intensity: 0.385 kgCO2eq/kWh; emissions: 173 "
     "tCO2eq.",
     "energy=449000 pue=1.1 intensity=0.385 emissions=173000"},
    {"The project emitted 4.2 t CO2-eq (9,259 lb), offset by planting 70 trees.",
     "emissions=4200 also:emissions=4199.81"},
    {"In 2022, the cluster of 48 nodes with 8 A100s each drew 91 kW while idle.",
     "idle [A100] 2022 nodes=48 accelerators_per_node=8 power=91"},
    {"The LoRA fine-tune took 3 days on 8 x A100 and used 180 kWh at 0.2 kg/kWh, or 36 kg CO2.",
     "finetune [A100] accelerators=8 hours=72 energy=180 intensity=0.2 emissions=36"},
    {"Training used 1.3M H100-hours; at 700 W per GPU that is 910 MWh and 390 tons of CO2.",
     "training [H100] accelerator_hours=1.3e+06 power=0.7 energy=910000 emissions=390000"},
    {"We estimate 78,468 lbs of CO2 for the pipeline, more than twice what an average American "
     "emits in a year.",
     "emissions=35592.5 ~2 times average American"},
    {"The 176B-parameter model required 1,082,990 GPU hours and 433,196 kWh, i.e. 24.69 tonnes "
     "at 57 gCO2eq/kWh.",
     "parameters=1.76e+11 accelerator_hours=1.08299e+06 energy=433196 intensity=0.057 "
     "emissions=24690"},
    {"A person in the US emits 15 tonnes of CO2 per year, in India 2 tonnes.",
     "emissions=15000 ~1 A person in the US per year // IN emissions=2000"},
    {"Training on TPUv3-8 for 72 hours emitted 7.54 kg of CO2eq.",
     "training [TPUv3-8] hours=72 emissions=7.54"},
    {"One hour of video streaming emits 36 g of CO2, so 100 prompts at 0.36 g each are like "
     "one hour of streaming.",
     "inference emissions=0.036 volume=100 emissions_per_unit=0.00036 ~1 One hour of video "
     "streaming ~1 one hour of streaming"},
    {"Asking ChatGPT a question consumes 2.9 Wh, nearly 10 times as much electricity as a "
     "Google search at 0.3 Wh.",
     "ChatGPT energy_per_unit=0.0029 x10 text/2 // energy_per_unit=0.0003"},
    {"Experiments were conducted using Google Cloud Platform in region us-central1, which has "
     "a carbon efficiency of 0.57 kgCO2eq/kWh. A cumulative of 768 hours of computation was "
     "performed on hardware of type A100 PCIe 40/80GB (TDP of 250W). Total emissions are "
     "estimated to be 109.44 kgCO2eq of which 100 percent were directly offset by the cloud "
     "provider.",
     "gcp:us-central1 [A100] accelerator_hours=768 tdp=0.25 intensity=0.57 emissions=109.44"},
    {"Estimated total location-based greenhouse gas emissions were **11,390** tons CO2eq for "
     "training. Since 2020, Meta has matched 100% of its electricity use with renewable "
     "energy, therefore the total market-based greenhouse gas emissions for training were 0 "
     "tons CO2eq.",
     "training emissions=1.139e+07 market_emissions=0"},
    {"36,156 tons for an average American life over one year, 126,000 tons for a car over its "
     "lifetime, 626,155 tons for the neural architecture search.",
     "American life emissions=3.6156e+07 // emissions=1.26e+08 ~1 a car over its lifetime // "
     "architecture search rnd emissions=6.26155e+08"},
    {"Per capita emissions are 5 tonnes per year worldwide.",
     "emissions=5000 ~1 Per capita per year"},
    {"The cluster of 48 nodes drew 91 kW.", "nodes=48 power=91"},
    {"We pretrained for 1.72M GPU hours in total; 291.42 tCO2eq were emitted, 100% of which "
     "are directly offset by Meta's sustainability program.",
     "training accelerator_hours=1.72e+06 emissions=291420"},
    {"The final run took 96 days on 4096 TPUv4 chips with a PUE of 1.08 and consumed 3.4 GWh, "
     "which emitted 271.43 tCO2e at 0.079 kgCO2e/kWh.",
     "[TPUv4 chip] accelerators=4096 hours=2304 energy=3.4e+06 pue=1.08 intensity=0.079 "
     "emissions=271430"},
    {"Total carbon emissions: 25.4 kg CO2e; training time: 5 hours; hardware: 1 x V100; "
     "location: Quebec.",
     "training [V100] accelerators=1 hours=5 emissions=25.4"},
    {"An image generation model emitted 5 t.", "image generation emissions=5000"},
    {"Training took 4 days 7 hours on a TPU v3-8.",
     "training [TPU v3-8] accelerators=4 hours=103"},
    {"A total of 40 kg of CO2 was emitted, 35% lower than GPT-2.", "emissions=40"},
    {"The 65B model used 2,048 GPUs over 21 days and emitted 173 tCO2eq (449 MWh).",
     "accelerators=2048 hours=504 energy=449000 emissions=173000"},
    {"We measured 0.5 kWh of GPU energy, 0.1 kWh of CPU energy, 0.3 kg CO2eq in total.",
     "emissions=0.3"},
    {"BLOOM emitted 25 tons, or 50.5 tonnes with the hardware.",
     "BLOOM emissions=25000 // BLOOM total emissions=50500"},
    {"BLOOM emitted 24.7 tonnes of CO2eq from dynamic power and 50.5 tonnes over its life "
     "cycle.",
     "BLOOM emissions=24700 // BLOOM total emissions=50500"},
    {"It emitted 25 t (50.5 t including the hardware).",
     "emissions=25000 // total emissions=50500"},
    {"It emitted 25 t (30 t).", "emissions=25000 also:emissions=30000"},
    {"Llama 3.1 emitted 11,390 tons CO2eq location-based, market-based emissions were 0 tons "
     "CO2eq.",
     "Llama 3.1 emissions=1.139e+07 market_emissions=0"},
    {"Market-based emissions of the model were 0 tons, location-based emissions were 8,930 "
     "tons.",
     "emissions=8.93e+06 market_emissions=0"},
    {"BLOOM emitted 24.7 t, and 50.5 t including the manufacturing of the hardware.",
     "BLOOM emissions=24700 // BLOOM total emissions=50500"},
    {"A chat uses 500 ml of water for every 20 to 50 questions.",
     "inference water_per_unit=0.0175"},
    {"ChatGPT uses 500 ml of water per 20-50 questions.", "ChatGPT water_per_unit=0.0175"},
    {"ChatGPT used 500 kWh for 1000 questions.", "ChatGPT energy_per_unit=0.5"},
    {"A query takes 10 times more than a Google search: 2.9 Wh against 0.3 Wh.",
     "inference energy_per_unit=0.0029 x10 text/2 // energy_per_unit=0.0003"},
    {"Emissions fall 57-fold from Mumbai to Zurich.", "IN x57 Zurich"},
    {"Training in Sweden instead of Germany cuts emissions 20 times.",
     "training SE x0.05 Germany"},
    {"Moving from Germany to Sweden cuts emissions by 90 %.", "DE x10 Sweden"},
    {"Emissions rise 20 times from Sweden to Germany.", "SE x0.05 Germany"},
    {"Training in Sweden emits 95 % less than in Germany.", "training SE x0.05 Germany"},
    {"The model was trained on 8xA100 for 10 hours.",
     "training [8xA100] accelerators=8 hours=10"},
    {"The model was trained on A100 x 8 for 10 hours.",
     "training [A100] accelerators=8 hours=10"},
    {"The model was trained on 4x8 H100 for 10 hours.",
     "training [H100] accelerators=32 hours=10"},
    {"The model was trained on two TPU v3-8 for 10 hours.",
     "training [TPU v3-8] accelerators=8 hours=10"},
    {"Training ran for 10 hours on 2 P100 in Brooklyn, NY, USA.",
     "training US-NY [P100] accelerators=2 hours=10"},
    {"Training in France, Germany and Italy emitted 25 t.", "training FR emissions=25000"},
    {"Training ran for 10 hours in the IT department.", "training hours=10"},
    {"Training ran for 10 hours on V100 GPUs in Québec, Canada.",
     "training CA-QC [V100] hours=10"},
    {"Training ran for 10 hours on 2 T4.", "training [T4] accelerators=2 hours=10"},
    {"Mixtral 8x7B has 46.7 billion parameters and was trained on 13 trillion tokens using "
     "2.15e25 FLOP.",
     "Mixtral 8x7B training tokens=1.3e+13 compute=2.15e+25"},
    {"The mixture-of-experts model has 235 billion parameters, 22 billion active, and was "
     "trained on 36 trillion tokens.",
     "training parameters=2.2e+10 tokens=3.6e+13"},
    {"The model has 671B total parameters with 37B activated for each token.",
     "parameters=3.7e+10"},
    {"As reported in 2019 by Strubell et al., training BERT emits 652 kg CO2e.",
     "BERT training emissions=652"},
    {"BERT, trained in 2018, emitted 652 kg CO2e.", "BERT training 2018 emissions=652"},
    {"Serving 100,000 requests used 100 kWh, 1.00 Wh per request, and emitted 40.0 kg (400 "
     "gCO2e/kWh).",
     "inference energy=100 intensity=0.4 emissions=40 volume=100000 energy_per_unit=0.001"},
    {"Inference of 1,000,000 queries consumed 300 kWh (0.300 Wh per query), 114 kg of CO2e "
     "with "
     "380 g/kWh.",
     "inference energy=300 intensity=0.38 emissions=114 volume=1e+06 energy_per_unit=0.0003"},
    {"Serving 100,000 requests used 100 kWh, 1.00 Wh per request, and emitted 40.0 kg (0.400 g "
     "per request) at 400 gCO2e/kWh.",
     "inference energy=100 intensity=0.4 emissions=40 volume=100000 energy_per_unit=0.001 "
     "emissions_per_unit=0.0004"},
    {"Inference of 1,000,000 queries consumed 300 kWh, or 0.3 Wh for each query, and emitted "
     "114 kg.",
     "inference energy=300 emissions=114 volume=1e+06 energy_per_unit=0.0003"},
    {"A query uses 0.3 Wh, and 1,000,000 queries emit 114 kg.",
     "inference emissions=114 volume=1e+06 energy_per_unit=0.0003"},
    {"ChatGPT uses 0.24 Wh per query, 0.03 g of CO2e and 0.26 mL of water.",
     "ChatGPT inference energy_per_unit=0.00024 emissions_per_unit=3e-05 "
     "water_per_unit=0.00026"},
    {"Serving a million queries took 400 kWh. Each query emits 0.2 g.",
     "inference energy=400 volume=1e+06 emissions_per_unit=0.0002"},
    {"In total 120 kWh were used, of which 100 kWh by the GPUs and 20 kWh by CPUs and RAM; "
     "emissions were 6.84 kg at 57 g/kWh.",
     "energy=120 intensity=0.057 emissions=6.84"},
    {"It used 120 kWh, 100 kWh of which by the GPUs, and emitted 6.84 kg.",
     "energy=120 emissions=6.84"},
    {"Training emitted 50 t, of which 24.7 t came from dynamic power, and used 433 MWh.",
     "training energy=433000 emissions=50000"},
    {"BLOOM used 433 MWh, of which 400 MWh by the GPUs, and GPT-3 used 300 MWh.",
     "BLOOM energy=433000 // GPT-3 energy=300000"},
    {"It used 120 kWh, of which 100 kWh by the GPUs; the search took 1,287 MWh.",
     "energy=120 // energy=1.287e+06"},
