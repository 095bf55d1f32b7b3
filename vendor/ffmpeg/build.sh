#!/bin/bash
# Builds ffmpeg and ffprobe of the sources in TARBALL into the folder of this script: vendor/ffmpeg/build.sh ffmpeg-5.1.9.tar.xz
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "d9b593bb2ba93d4b50f74177e0cdcd41747e708596367deed0c30348a71dd176  $1" | sha256sum --check
tar -xf "$1" -C "$work"
mkdir "$work/build"
cd "$work/build"
source=$work/ffmpeg-5.1.9
# Debian's Emscripten finds its parser here.
export NODE_PATH=/usr/share/nodejs

sound='aac|aac_latm|ac3|eac3|adpcm_.*|alac|amr[nw]b|ape|atrac.*|cook|dca|dolby_e|dsd_.*|.*_dpcm|dss_sp|dst|evrc|flac|g723_1|g729|gsm|gsm_ms|iac|ilbc|imc|mace.'
sound="$sound|metasound|mlp|mp[123]float|mp3adufloat|mp3on4float|mpc[78]|nellymoser|opus|pcm_.*|qcelp|qdm2|qdmc|ra_144|ra_288|ralf|s302m|sbc|shorten|sipr|siren|speex"
sound="$sound|tak|truehd|truespeech|tta|twinvq|vorbis|wavpack|wmalossless|wmapro|wmav1|wmav2|wmavoice"
decoders=$("$source/configure" --list-decoders | tr -s '\t ' '\n' | grep -xE "$sound" | grep -v '_at$' | paste -sd,)
demuxers=aac,ac3,aa,act,adx,aea,aiff,amr,amrnb,amrwb,ape,apm,asf,asf_o,au,avi,avr,bit,brstm,caf,dsf,dss,dts,dtshd,eac3,epaf,flac,flv,g722,g723_1,g726,g726le,g729
demuxers=$demuxers,gsm,hca,iff,ilbc,ircam,iss,kvag,live_flv,loas,matroska,mlp,mmf,mov,mp3,mpc,mpc8,mpegps,mpegts,mxf,nistsphere,nut,oma,ogg,paf,pvf,qcp,rm,rso,sbc
demuxers=$demuxers,sds,sdr2,shorten,sln,smacker,sol,sox,tak,truehd,tta,vag,voc,vqf,w64,wav,wsd,wtv,wv,wve,xa,xwma
parsers=aac,aac_latm,ac3,adx,amr,cook,dca,dolby_e,flac,g723_1,g729,gsm,mlp,mpegaudio,opus,sbc,sipr,tak,vorbis,xma
optimized='-O3 -msimd128'
# Compiled by clang itself, which takes half the time, and linked by Emscripten.
sysroot=/usr/share/emscripten/cache/sysroot
"$source/configure" \
  --cc="clang-14 --target=wasm32-unknown-emscripten --sysroot=$sysroot" --ld=emcc --ar=emar --ranlib=emranlib --nm=llvm-nm-14 \
  --enable-cross-compile --target-os=none --arch=x86_32 \
  --disable-autodetect --disable-asm --disable-x86asm --disable-inline-asm --disable-stripping --disable-pthreads --disable-network --disable-doc --disable-debug \
  --disable-everything --disable-programs --enable-ffmpeg --enable-ffprobe --disable-avdevice --disable-postproc \
  --enable-decoder="$decoders" --enable-demuxer="$demuxers" --enable-parser="$parsers" \
  --enable-filter=aresample,aformat,anull,abuffer,abuffersink --enable-encoder=pcm_f32le --enable-muxer=pcm_f32le --enable-protocol=file \
  --optflags="$optimized" --extra-cflags='-Wno-everything -mllvm -combiner-global-alias-analysis=false -mllvm -disable-lsr'
grep -q '^#define FFMPEG_LICENSE "LGPL version 2.1 or later"' config.h
make -j"$(nproc)" ffmpeg_g ffprobe_g

# No file may take more than 512 MB; an allocation that fails is one that FFmpeg is told of.
link=($optimized -sMODULARIZE=1 -sEXPORT_NAME=createFfmpeg -sENVIRONMENT=node -sINVOKE_RUN=0 -sEXIT_RUNTIME=1 -sEXPORTED_RUNTIME_METHODS=FS,callMain
  -sFORCE_FILESYSTEM=1 -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=12MB -sMAXIMUM_MEMORY=512MB -sABORTING_MALLOC=0 -sWASM_BIGINT=1
  -sNODEJS_CATCH_EXIT=0 -sNODEJS_CATCH_REJECTION=0)
libraries=(libavfilter/libavfilter.a libavformat/libavformat.a libavcodec/libavcodec.a libswresample/libswresample.a libswscale/libswscale.a libavutil/libavutil.a)
for program in ffmpeg ffprobe; do
  emcc "${link[@]}" fftools/cmdutils.o fftools/opt_common.o fftools/$program*.o "${libraries[@]}" -lm -o $program.js
  # A fault of this Emscripten: an error that is negative makes a seek too far one that has succeeded.
  sed -i 's/DOUBLE_LIMIT){return-61}/DOUBLE_LIMIT){return 61}/' $program.js
  install -m 644 $program.js $program.wasm "$here"
done
