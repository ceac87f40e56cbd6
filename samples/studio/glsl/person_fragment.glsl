#include noise

#include light

in vec3 world; in vec3 normal; in vec3 rest; in vec4 tint; in float cut;
uniform int material; uniform vec3 colour; uniform mat4 shadow_clip; uniform sampler2D shadow_map;
uniform int pattern; uniform vec3 colour2; uniform sampler2D place; uniform vec4 crop; uniform vec2 inv_size;
layout(location=0) out vec4 rgba; layout(location=1) out float far;
float lit(vec3 p){ vec4 q=shadow_clip*vec4(p,1.0); vec2 uv=q.xy*0.5+0.5; float z=q.z*0.5+0.5-0.004, s=0.0;
  for(int i=0;i<4;i++){ vec2 o=vec2(float(i&1)-0.5,float(i>>1)-0.5)*0.004; s+=texture(shadow_map,uv+o).r<z?0.0:0.25; } return s; }
void main(){
  if(cut>0.0) discard;
  vec4 behind=texture(place,crop.xy+gl_FragCoord.xy*inv_size*crop.zw);  // a chair may stand in front
  if(behind.w>0.1 && behind.w<0.5 && distance(eye,behind.xyz)<distance(eye,world)-0.004) discard;
  vec3 n=normalize(normal); vec3 v=normalize(eye-world);
  if(dot(n,v)<0.0 && !gl_FrontFacing) n=-n;
  vec3 base=mix(colour,tint.rgb,tint.a); float gloss=0.0, power=20.0, wrap=0.0;
  float fine=noise(rest*420.0);
  if(material==0){ float b=fbm(rest*26.0); base*=vec3(0.94,0.90,0.88)+vec3(0.12,0.19,0.22)*b; gloss=0.10; power=18.0; wrap=0.22; }
  else if(material==1){ vec3 q=rest*vec3(1.0,0.7,1.0);
    if(pattern==1 && fract(rest.y*16.0)<0.35) base=colour2;
    if(pattern==2 && (fract(rest.y*22.0)<0.14 || fract((rest.x+rest.z)*22.0)<0.14)) base=mix(base,colour2,0.7);
    float fold=fbm(q*19.0)-0.5; vec3 g=vec3(noise(q*23.0)-noise(q*23.0+vec3(0.35,0,0)),0.0,noise(q*23.0)-noise(q*23.0+vec3(0,0,0.35)));
    n=normalize(n+g*0.5); base*=0.93+0.14*fine+0.22*fold; gloss=0.03; power=8.0; }
  else if(material==2){ float rib=0.5+0.5*sin(rest.y*900.0); base*=0.88+0.10*rib+0.10*fine; gloss=0.03; power=10.0; }
  else if(material==3){ float strand=noise(vec3(rest.x*210.0,rest.y*26.0,rest.z*210.0)); base*=0.62+0.76*strand;
    n=normalize(n+vec3(strand-0.5,0.0,fine-0.5)*0.5); gloss=0.14; power=14.0; }
  else if(material==4){ base*=0.92+0.14*fine; gloss=0.14; power=26.0; }
  else if(material==5){ gloss=0.55; power=70.0; }
  else { base*=0.94+0.1*fine; gloss=0.05; power=12.0; }
  float nl=dot(n,sun_dir); float s=nl>-wrap?lit(world+n*0.006):0.0;
  float diffuse=max((nl+wrap)/(1.0+wrap),0.0)*s;
  // A body darkens itself low down and where it faces the floor.
  float open=0.62+0.38*smoothstep(0.0,0.5,world.y)*(0.75+0.25*(n.y*0.5+0.5));
  vec3 h=normalize(sun_dir+v); float spec=gloss*pow(max(dot(n,h),0.0),power)*s;
  float rim=pow(1.0-max(dot(n,v),0.0),3.0);
  vec3 light=sun_rgb*diffuse+ambient(n)*open+lamp(world,n);
  vec3 c=base*light+spec*sun_rgb+rim*0.10*base*sky_rgb;
  if(material==0){ c+=base*vec3(0.25,0.06,0.03)*sun_rgb*s*smoothstep(0.0,0.35,nl+0.2)*(1.0-smoothstep(0.15,0.5,nl))*0.4; }
  rgba=vec4(c,1.0); far=distance(eye,world); }
