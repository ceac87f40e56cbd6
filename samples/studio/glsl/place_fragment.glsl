#include noise

#include light

in vec3 world; in vec3 normal; in vec3 local; in vec3 a; in vec3 b; flat in int kind;
uniform mat4 shadow_clip; uniform sampler2D shadow_map; uniform vec4 keep;
layout(location=0) out vec4 indirect; layout(location=1) out vec4 direct; layout(location=2) out vec4 place;
float lit(vec3 p){ vec4 q=shadow_clip*vec4(p,1.0); vec2 uv=q.xy*0.5+0.5; float z=q.z*0.5+0.5-0.002, s=0.0;
  if(any(lessThan(uv,vec2(0.0)))||any(greaterThan(uv,vec2(1.0)))) return 1.0;
  float turn=fract(sin(dot(gl_FragCoord.xy,vec2(12.9898,78.233)))*43758.5453)*6.2832;
  for(int i=0;i<24;i++){ float r=sqrt((float(i)+0.5)/24.0)*0.0095, t=turn+float(i)*2.39996; s+=texture(shadow_map,uv+r*vec2(cos(t),sin(t))).r<z?0.0:1.0/24.0; } return s; }
vec2 face(vec3 p, vec3 n){ vec3 m=abs(n); return m.y>0.6?p.xz:(m.x>m.z?p.zy:p.xy); }
void main(){
  if(dot(keep,vec4(world,1.0))<0.0) discard;  // behind the mirror that this is seen in
  vec3 n=normalize(normal); vec2 u=face(local,n); vec3 c=a; float gloss=0.0;
  float f=noise(local*190.0);
  if(kind==0){ c=a*(0.96+0.06*fbm(local*3.0)+0.03*f); }
  else if(kind==1){ float row=floor(u.x/0.13); float x=u.y+hash(vec3(row,1,2))*1.7; float plank=floor(x/1.1);
    float tone=hash(vec3(row,plank,5)); float grain=fbm(vec3(u.x*70.0,x*3.0,tone*9.0));
    c=mix(a,b,0.55*tone+0.45*grain-0.2); float e=min(fract(u.x/0.13),1.0-fract(u.x/0.13))*0.13; float e2=fract(x/1.1)*1.1;
    c*=(e<0.0022||e2<0.003)?0.45:1.0; gloss=0.25; }
  else if(kind==2){ vec2 g=u/0.32; vec2 q=fract(g); float e=min(min(q.x,1.0-q.x),min(q.y,1.0-q.y))*0.32;
    float tone=hash(vec3(floor(g),3)); c=a*(0.90+0.14*tone)*(0.93+0.12*fbm(local*9.0)); c=e<0.004?b:c; gloss=0.35; }
  else if(kind==3){ c=mix(a,b,0.5*fbm(local*7.0)+0.5*f)*(0.75+0.5*noise(local*330.0)); }
  else if(kind==4){ vec2 g=u/vec2(0.22,0.075); float row=floor(g.y); g.x+=0.5*mod(row,2.0); vec2 q=fract(g);
    float e=min(min(q.x,1.0-q.x)*0.22,min(q.y,1.0-q.y)*0.075); c=a*(0.75+0.45*hash(vec3(floor(g.x),row,2)))*(0.85+0.3*f); c=e<0.005?b:c; }
  else if(kind==5){ c=fract(u.x/0.16)<0.5?a:b; c*=0.96+0.08*f; }
  else if(kind==6){ c=a*(0.72+0.4*fbm(local*2.5)+0.16*fbm(local*17.0)); }
  else if(kind==7){ float g=fbm(vec3(u.x*45.0,u.y*4.0,2.0)); c=mix(a,b,g); gloss=0.2; }
  else if(kind==8){ c=mix(a,b,0.4*noise(local*60.0))*(0.8+0.35*noise(local*400.0)); }
  else if(kind==9){ vec2 q=u*6.0; float m=fbm(vec3(q,a.x*40.0)); c=mix(a,b,smoothstep(0.3,0.7,m)); c=mix(c,vec3(0.7,0.6,0.4),step(0.62,fbm(vec3(q*1.7,b.x*30.0)))); }
  else if(kind==10){ c=mix(a,b,step(0.83,noise(local*150.0))); }
  else if(kind==12){ c=vec3(0.006); }
  else { vec2 g=floor(u/0.4); c=mod(g.x+g.y,2.0)<0.5?a:b; c*=0.93+0.1*fbm(local*12.0); gloss=0.3; }
  vec3 v=normalize(eye-world); float nl=max(dot(n,sun_dir),0.0);
  // Corners gather less light: near the floor on walls, and near the walls' feet.
  float corner=n.y<0.5?0.72+0.28*smoothstep(0.0,0.7,world.y):1.0;
  float s=nl>0.0?lit(world+n*0.01):0.0; vec3 h=normalize(sun_dir+v);
  float sheen=gloss*pow(1.0-max(dot(n,v),0.0),4.0);
  vec3 amb=c*(ambient(n)*corner+lamp(world,n))+sheen*sky_rgb*0.5;
  indirect=vec4(amb,1.0); direct=vec4(c*sun_rgb*nl*s+gloss*0.3*pow(max(dot(n,h),0.0),60.0)*sun_rgb*s,kind==12?1.0:0.0);
  place=vec4(world,n.y>0.6?1.0:0.25); }
