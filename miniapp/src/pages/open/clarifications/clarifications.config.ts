export default definePageConfig({ navigationBarTitleText: '不实举报澄清' })
